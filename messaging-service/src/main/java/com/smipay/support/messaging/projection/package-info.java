/// The copy of tickets and ratings: told by a peer, read from Kafka, or asked for, every event ends in
/// `TicketProjector`; and what this service decides goes out through `EventPublisher`. A copy takes what is newer and
/// ignores
/// the rest.
@NullMarked
package com.smipay.support.messaging.projection;

import org.jspecify.annotations.NullMarked;
