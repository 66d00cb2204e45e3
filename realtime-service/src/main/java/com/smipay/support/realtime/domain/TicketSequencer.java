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
import java.util.stream.Stream;

/// Shows every event of a ticket or a conversation once and in order (`decisions.md` 29).
///
/// Within its topic an event comes in order but perhaps again: what is not above the high-water mark of its id
/// is dropped. What the ticket service and what the messaging service decide comes from different topics. So a
/// change of status that a message caused waits for it, at most for `patience`, and the ticket's events behind
/// it. And an event of a conversation that names the ticket which was just made of it waits as long for the
/// first event of that ticket, and what happens in the conversation behind it: nobody hears of the ticket before
/// `ticket_created_from_conversation`.
///
/// Remembers the `capacity` ids that had events last. For one thread.
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
            case MessageEvent message -> {
                TicketMarks marks = marksOf(message.ticketId());
                yield conversation(arrival, marks, marks.advance(message), now);
            }
            case ConversationEvent conversation -> {
                TicketMarks marks = marksOf(conversation.ticketId());
                yield conversation(arrival, marks, marks.advance(conversation), now);
            }
            case TicketEvent ticket -> ticket(arrival, ticket, now);
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

    private List<Arrival> conversation(Arrival arrival, TicketMarks marks, boolean isNew, long now) {
        if (!isNew) {
            repeats++;
            return List.of();
        }
        if (marks.mustWaitForTicket(arrival)) {
            hold(arrival, marks, now);
            return List.of();
        }
        return withWhatWaited(arrival, marks, now);
    }

    /// The first event of a ticket that was made of a conversation comes before all that waited for it; any
    /// other one behind it.
    private List<Arrival> ticket(Arrival arrival, TicketEvent event, long now) {
        TicketMarks marks = marksOf(event.ticketId());
        if (!marks.advance(event)) {
            repeats++;
            return List.of();
        }
        if (event instanceof TicketEvent.Opened) {
            return withWhatWaited(arrival, marks, now);
        }
        List<Arrival> waited = released(arrival, marks, now);
        if (marks.mustWait(event)) {
            hold(arrival, marks, now);
            return waited;
        }
        return waited.isEmpty() ? List.of(arrival) : joined(waited, List.of(arrival));
    }

    private void hold(Arrival arrival, TicketMarks marks, long now) {
        heldBack++;
        marks.hold(arrival, now + patienceNanos);
        waiting.put(arrival.event().ticketId(), marks);
    }

    private List<Arrival> withWhatWaited(Arrival arrival, TicketMarks marks, long now) {
        List<Arrival> waited = released(arrival, marks, now);
        return waited.isEmpty() ? List.of(arrival) : joined(List.of(arrival), waited);
    }

    private List<Arrival> released(Arrival arrival, TicketMarks marks, long now) {
        if (!marks.isWaiting()) {
            return List.of();
        }
        List<Arrival> released = marks.release(now);
        if (!marks.isWaiting()) {
            waiting.remove(arrival.event().ticketId());
        }
        return released;
    }

    private static List<Arrival> joined(List<Arrival> first, List<Arrival> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
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
