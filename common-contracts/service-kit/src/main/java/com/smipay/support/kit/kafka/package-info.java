/// What the relay and the consumer share about the broker: its settings, whether it can be reached, and the topics
/// that it is to have. Nothing here keeps a service from starting while the broker is away.
@NullMarked
package com.smipay.support.kit.kafka;

import org.jspecify.annotations.NullMarked;
