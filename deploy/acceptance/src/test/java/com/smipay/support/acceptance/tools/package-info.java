/// Programs that a test needs and that may not be here: found, installed where that is this build's to do, else the
/// test is skipped with a line that says so.
@NullMarked
package com.smipay.support.acceptance.tools;

import org.jspecify.annotations.NullMarked;
