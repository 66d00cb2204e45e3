package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ChatState;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketEvent.StatusChanged;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far one ticket or conversation has been shown: its high-water marks, and the events that wait. Either ticket
/// events wait for a message, or, while no event of the ticket has been seen, the conversation's wait for one.
final class TicketMarks {
    /// For how long after a ticket was made of a chat an event that names it waits for the ticket's own: what
    /// comes later finds it told long ago, also where this instance has not seen it.
    private static final Duration YOUNG = Duration.ofSeconds(10);

    /// @param deadline when it is shown even without what it waits for, in the caller's nanoseconds
    record Waiting(Arrival arrival, long deadline) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long version;
    private long revision;
    private long seq;
    private @Nullable UUID newestMessage;

    /// Whether this event of the conversation is new; it counts as taken from now on, shown or waiting.
    boolean advance(MessageEvent event) {
        boolean isNew = advance(
                event.conversation().revision(), event instanceof MessageEvent.Posted posted ? posted.message() : null);
        if (isNew && event instanceof MessageEvent.Restated) {
            // A restored conversation gives places anew that were given before.
            seq = event.conversation().seq();
            newestMessage = null;
        }
        return isNew;
    }

    /// The same: message events of a chat with a ticket and all others of it count together.
    boolean advance(ConversationEvent event) {
        return advance(
                event.conversation().revision(),
                switch (event) {
                    case ConversationEvent.Opened opened -> opened.message();
                    case ConversationEvent.MessagePosted posted -> posted.message();
                    default -> null;
                });
    }

    private boolean advance(long to, @Nullable MessageState message) {
        if (to <= revision) {
            return false;
        }
        revision = to;
        if (message != null) {
            shown(message);
        }
        return true;
    }

    /// The same for the ticket's events.
    boolean advance(TicketEvent event) {
        if (event.ticket().version() <= version) {
            return false;
        }
        version = event.ticket().version();
        if (event instanceof TicketEvent.Opened opened) {
            shown(opened.message());
        }
        return true;
    }

    /// The first message of a chat may be told once more, with the ticket that is made of it.
    private void shown(MessageState message) {
        if (message.seq() >= seq) {
            seq = message.seq();
            newestMessage = message.id();
        }
    }

    /// Whether a new event of the conversation must not be shown yet: because it names a ticket of which nothing
    /// has been shown, or because another one waits before it. It never waits for what a ticket event waits for.
    boolean mustWaitForTicket(Arrival arrival) {
        return lacksItsTicket() && (!waiting.isEmpty() || namesYoungTicket(arrival));
    }

    /// Whether a ticket event must not be shown yet: because its message has not been, or because another one
    /// waits before it.
    boolean mustWait(TicketEvent event) {
        return !waiting.isEmpty() || lacksItsMessage(event);
    }

    void hold(Arrival arrival, long deadline) {
        waiting.addLast(new Waiting(arrival, deadline));
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    long firstDeadline() {
        return waiting.getFirst().deadline();
    }

    /// Takes out what need not wait any more, in order.
    List<Arrival> release(long now) {
        List<Arrival> released = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Waiting first = waiting.getFirst();
            boolean patient = now - first.deadline() < 0;
            if (patient && mustStillWait(first.arrival().event())) {
                break;
            }
            released.add(waiting.removeFirst().arrival());
        }
        return released;
    }

    private boolean mustStillWait(SupportEvent event) {
        return event instanceof TicketEvent ticket ? lacksItsMessage(ticket) : lacksItsTicket();
    }

    private boolean lacksItsTicket() {
        return version == 0;
    }

    private static boolean namesYoungTicket(Arrival arrival) {
        ChatState chat = switch (arrival.event()) {
            case MessageEvent message -> message.chat();
            case ConversationEvent conversation -> conversation.conversation();
            default -> null;
        };
        ChatState.ChatTicket ticket = chat == null ? null : chat.ticket();
        return ticket != null
                && arrival.announcedAt().isBefore(ticket.createdAt().plus(YOUNG));
    }

    /// A change that no message caused is not held for a conversation of which nothing was seen here: the message
    /// that it follows was most likely shown long ago.
    private boolean lacksItsMessage(TicketEvent event) {
        if (!(event instanceof StatusChanged change) || change.lastSeq() <= seq) {
            return false;
        }
        UUID cause = change.causedByMessageId();
        return cause == null ? seq > 0 : !cause.equals(newestMessage);
    }
}
