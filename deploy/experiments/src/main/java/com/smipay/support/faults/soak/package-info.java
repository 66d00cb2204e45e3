/// Troubles of all kinds at random for hours, with a look at what grows.
@NullMarked
package com.smipay.support.faults.soak;

import org.jspecify.annotations.NullMarked;
