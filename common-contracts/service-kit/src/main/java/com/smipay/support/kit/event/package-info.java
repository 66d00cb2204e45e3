/// CloudEvents in binary mode, on Kafka and over HTTP, and in structured mode inside an answer.
@NullMarked
package com.smipay.support.kit.event;

import org.jspecify.annotations.NullMarked;
