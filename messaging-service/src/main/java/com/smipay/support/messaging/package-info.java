/// The messaging service: conversations, their messages and internal notes, and read marks (`support-api.md` §3 and
/// §4, `admin-api.md` Reply, `decisions.md` 12, 16 to 24, 27).
///
/// `MessagingServiceMain` is the map. A request goes one way: `api` (HTTP: endpoints, bodies, answers, refusals) calls
/// a use case in `posting` (a user's message), `replying` (an admin's reply or note) or `reading` (conversation, read
/// marks, joining), which finds the ticket in `replica` (what other services own), decides in `domain` (pure), writes
/// by `store` (SQL), and gives back a sealed result. `config` has this service's own settings. It decides on its own
/// copy of the ticket, which the ticket service keeps exact by notification before it answers; the lock of the
/// conversation's row puts a ticket's messages in order.
@NullMarked
package com.smipay.support.messaging;

import org.jspecify.annotations.NullMarked;
