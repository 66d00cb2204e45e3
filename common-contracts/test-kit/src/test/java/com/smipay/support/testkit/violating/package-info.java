/// A small service that breaks every house rule, so that the rules are seen to catch it.
@NullMarked
package com.smipay.support.testkit.violating;

import org.jspecify.annotations.NullMarked;
