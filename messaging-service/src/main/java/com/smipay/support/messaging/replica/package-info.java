/// What other services own, as this one knows it: tickets and ratings, told by a peer, read from Kafka, or asked for,
/// all end in `TicketProjector`; people come by the identity topic. A copy takes what is newer and ignores the rest.
@NullMarked
package com.smipay.support.messaging.replica;

import org.jspecify.annotations.NullMarked;
