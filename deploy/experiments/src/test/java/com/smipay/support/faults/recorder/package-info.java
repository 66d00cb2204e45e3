/// Violations put in by hand: a judge that never finds one would prove nothing.
@NullMarked
package com.smipay.support.faults.recorder;

import org.jspecify.annotations.NullMarked;
