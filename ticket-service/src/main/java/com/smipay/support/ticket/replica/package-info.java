/// What this service takes over from elsewhere: its peers' events, and what other systems say about people and
/// registrations. Told or read from Kafka, every record ends here; late, doubled and reordered ones change nothing.
/// What an event makes this service decide goes back to a peer that told it, and into the outbox, and to nobody
/// else.
@NullMarked
package com.smipay.support.ticket.replica;

import org.jspecify.annotations.NullMarked;
