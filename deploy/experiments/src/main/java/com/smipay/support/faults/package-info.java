/// Experiments that break one part of the stack after another while people talk through it, and then look whether
/// anything that was accepted is lost, doubled or out of order.
@NullMarked
package com.smipay.support.faults;

import org.jspecify.annotations.NullMarked;
