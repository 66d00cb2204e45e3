/// The messaging service: conversations, their messages and internal notes, and read marks (`support-api.md` §3 and
/// §4, `admin-api.md` Reply, `decisions.md` 12, 16 to 24, 27).
///
/// `MessagingServiceMain` is the map. Rooms: `posting` (a user's message), `replying` (an admin's reply or note),
/// `reading` (conversation, read marks, joining), `projection` (what peers tell and are told), `domain` (pure
/// decisions), `store` (SQL), `edge` (what the rooms share at the HTTP edge), `config`. It decides on its own copy of
/// the ticket, which the ticket service keeps exact by notification before it answers; the lock of the conversation's
/// row
/// puts a ticket's messages in order.
@NullMarked
package com.smipay.support.messaging;

import org.jspecify.annotations.NullMarked;
