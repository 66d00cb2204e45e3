/// Parts of the stack hang or die: what does not need them goes on, and all is exact again when they are back
/// (`architecture.md`, rule 2).
@NullMarked
package com.smipay.support.acceptance.trouble;

import org.jspecify.annotations.NullMarked;
