/// From an event on Kafka to the sockets it is for. Every instance reads every event, from the moment of its own
/// start, without a consumer group; what it can't read it counts and leaves behind, for its peers' copies do not
/// depend on it.
@NullMarked
package com.smipay.support.realtime.push;

import org.jspecify.annotations.NullMarked;
