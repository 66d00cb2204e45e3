/// Request id and trace from the request through the outbox and Kafka to the push; log lines that carry both.
@NullMarked
package com.smipay.support.kit.telemetry;

import org.jspecify.annotations.NullMarked;
