package com.smipay.support.messaging.posting;

import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tickets that took a message lately, as they were then: who writes again need not look again, for the statement
/// that writes finds nothing where the ticket has changed meanwhile. A refusal never rests on what is remembered.
/// Safe for all threads.
final class RecentTickets {
    /// A kilobyte or so each.
    static final int MOST_REMEMBERED = 2_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<TicketReference, Conversation> tickets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TicketReference, Conversation> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    synchronized Optional<Conversation> find(TicketReference reference) {
        return Optional.ofNullable(tickets.get(reference));
    }

    synchronized void remember(TicketReference reference, Conversation conversation) {
        tickets.put(reference, conversation);
    }
}
