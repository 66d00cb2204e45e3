/// PostgreSQL and Kafka as processes of one machine, for tests and for the one-machine stack alike. Nothing here knows
/// of either, nor of the product.
@NullMarked
package com.smipay.support.servers;

import org.jspecify.annotations.NullMarked;
