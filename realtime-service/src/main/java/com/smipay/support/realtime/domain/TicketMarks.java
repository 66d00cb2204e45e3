package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketEvent.StatusChanged;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far one ticket has been shown: its high-water marks, and the ticket events that wait for a message.
final class TicketMarks {
    /// @param deadline when it is shown even without its message, in the caller's nanoseconds
    record Waiting(Arrival arrival, long deadline) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long version;
    private long revision;
    private long seq;
    private @Nullable UUID newestMessage;

    /// Whether this conversation event is new; it counts as shown from now on.
    boolean advance(MessageEvent event) {
        if (event.conversation().revision() <= revision) {
            return false;
        }
        revision = event.conversation().revision();
        if (event instanceof MessageEvent.Posted posted) {
            shown(posted.message().seq(), posted.message().id());
        }
        return true;
    }

    /// Whether this ticket event is new; it counts as taken from now on, shown or waiting.
    boolean advance(TicketEvent event) {
        if (event.ticket().version() <= version) {
            return false;
        }
        version = event.ticket().version();
        if (event instanceof TicketEvent.Opened opened) {
            shown(opened.message().seq(), opened.message().id());
        }
        return true;
    }

    private void shown(long messageSeq, UUID messageId) {
        seq = Math.max(seq, messageSeq);
        newestMessage = messageId;
    }

    /// Whether an event must not be shown yet: because its message has not been, or because another one waits before
    /// it.
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
            if (patient && first.arrival().event() instanceof TicketEvent event && lacksItsMessage(event)) {
                break;
            }
            released.add(waiting.removeFirst().arrival());
        }
        return released;
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
