/// What other services own, as this one knows it: tickets, told by a peer, read from Kafka, or asked for, all end
/// in `TicketProjector`. A copy takes what is newer and ignores the rest.
@NullMarked
package com.smipay.support.rating.replica;

import org.jspecify.annotations.NullMarked;
