/// The rating service: a ticket is rated once, by its owner, when it is resolved or closed (`support-api.md` §5,
/// `decisions.md` 22, 38). `RatingServiceMain` is the map. A request goes one way: `api` (HTTP) calls the use case
/// in `feedback`, which finds the ticket in `replica` (what other services own), decides in `domain` (pure), writes
/// by `store` (SQL), and gives back a sealed result. It decides on its own copy of the ticket, which the ticket
/// service keeps exact by notification before it answers.
@NullMarked
package com.smipay.support.rating;

import org.jspecify.annotations.NullMarked;
