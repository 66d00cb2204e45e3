/// Pure decisions: which pushes an event makes and for whom, in which order events are shown, what a client asks for.
/// Nothing here knows of sockets, Kafka or HTTP.
@NullMarked
package com.smipay.support.realtime.domain;

import org.jspecify.annotations.NullMarked;
