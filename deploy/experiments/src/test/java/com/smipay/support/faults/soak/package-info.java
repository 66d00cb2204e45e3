/// What grows, and what does not.
@NullMarked
package com.smipay.support.faults.soak;

import org.jspecify.annotations.NullMarked;
