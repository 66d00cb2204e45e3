/// One seam for everything that comes from Kafka: a handler that applies, waits, or refuses; a consumer that loses
/// nothing.
@NullMarked
package com.smipay.support.kit.consume;

import org.jspecify.annotations.NullMarked;
