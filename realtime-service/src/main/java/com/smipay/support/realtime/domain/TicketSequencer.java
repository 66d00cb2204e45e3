package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// Shows every event of a ticket once and in order (`decisions.md` 29).
///
/// Within its topic an event comes in order but perhaps again: what is not above the ticket's high-water mark is
/// dropped. Messages and changes of status come from different topics: a change that a message caused waits for it,
/// at most for `patience`, and what follows on the same ticket waits behind it.
///
/// Remembers the `capacity` tickets that had events last. For one thread.
public final class TicketSequencer {
    private final int capacity;
    private final long patienceNanos;
    private final LinkedHashMap<UUID, TicketMarks> tickets = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<UUID, TicketMarks> waiting = new LinkedHashMap<>();
    private long repeats;
    private long heldBack;

    public TicketSequencer(int capacity, Duration patience) {
        this.capacity = capacity;
        this.patienceNanos = patience.toNanos();
    }

    /// @param now from `System.nanoTime()`, or any clock that only goes forward
    /// @return what is to be shown now: nothing, the event, or the event and what waited for it
    public List<Arrival> accept(Arrival arrival, long now) {
        return switch (arrival.event()) {
            case MessageEvent message -> message(arrival, message, now);
            case TicketEvent ticket -> ticket(arrival, ticket, now);
            case ConversationEvent conversation -> List.of(arrival);
            case RatingEvent rating -> List.of(arrival);
        };
    }

    /// What has waited long enough.
    public List<Arrival> expire(long now) {
        List<Arrival> released = new ArrayList<>();
        for (Iterator<TicketMarks> each = waiting.values().iterator(); each.hasNext(); ) {
            TicketMarks marks = each.next();
            released.addAll(marks.release(now));
            if (!marks.isWaiting()) {
                each.remove();
            }
        }
        return released;
    }

    /// When `expire` has something to do next.
    public OptionalLong nextDeadline() {
        return waiting.values().stream().mapToLong(TicketMarks::firstDeadline).reduce((a, b) -> a - b < 0 ? a : b);
    }

    /// Events dropped because they had been shown before.
    public long repeats() {
        return repeats;
    }

    /// Events that had to wait.
    public long heldBack() {
        return heldBack;
    }

    private List<Arrival> message(Arrival arrival, MessageEvent event, long now) {
        TicketMarks marks = marksOf(event.ticketId());
        if (!marks.advance(event)) {
            repeats++;
            return List.of();
        }
        if (!marks.isWaiting()) {
            return List.of(arrival);
        }
        List<Arrival> shown = new ArrayList<>();
        shown.add(arrival);
        shown.addAll(marks.release(now));
        if (!marks.isWaiting()) {
            waiting.remove(event.ticketId());
        }
        return shown;
    }

    private List<Arrival> ticket(Arrival arrival, TicketEvent event, long now) {
        TicketMarks marks = marksOf(event.ticketId());
        if (!marks.advance(event)) {
            repeats++;
            return List.of();
        }
        if (!marks.mustWait(event)) {
            return List.of(arrival);
        }
        heldBack++;
        marks.hold(arrival, now + patienceNanos);
        waiting.put(event.ticketId(), marks);
        return List.of();
    }

    private TicketMarks marksOf(UUID ticketId) {
        TicketMarks known = tickets.get(ticketId);
        if (known != null) {
            return known;
        }
        TicketMarks marks = new TicketMarks();
        tickets.put(ticketId, marks);
        forgetEldest();
        return marks;
    }

    private void forgetEldest() {
        if (tickets.size() <= capacity) {
            return;
        }
        Iterator<TicketMarks> eldest = tickets.values().iterator();
        while (eldest.hasNext()) {
            if (!eldest.next().isWaiting()) {
                eldest.remove();
                return;
            }
        }
    }
}
