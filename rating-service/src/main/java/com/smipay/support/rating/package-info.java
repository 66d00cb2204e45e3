/// The rating service: a ticket is rated once, by its owner, when it is resolved or closed (`support-api.md` §5,
/// `decisions.md` 22, 38).
///
/// Small, so its rooms are single classes: `RatingServiceMain` is the map, `RatingEndpoint` the edge, `RateTicket` the
/// use case, `TicketProjector` the copy of tickets; `domain` decides without I/O, `store` holds the SQL. It decides on
/// its own copy of the ticket, which the ticket service keeps exact by notification before it answers.
@NullMarked
package com.smipay.support.rating;

import org.jspecify.annotations.NullMarked;
