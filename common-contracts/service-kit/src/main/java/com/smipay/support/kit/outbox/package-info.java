/// What was committed is published: the outbox table and the relay that empties it in order.
@NullMarked
package com.smipay.support.kit.outbox;

import org.jspecify.annotations.NullMarked;
