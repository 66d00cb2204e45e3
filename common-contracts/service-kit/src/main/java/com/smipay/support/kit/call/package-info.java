/// Calls to other servers, bounded from the first byte to the last.
@NullMarked
package com.smipay.support.kit.call;

import org.jspecify.annotations.NullMarked;
