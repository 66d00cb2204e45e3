package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.DatabaseTimeouts;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.RowTurns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A handler that remembers which events it applied lately. Every event comes twice, from the peer that tells it and
/// from Kafka soon after; what this process applied already costs nothing then, not even a look into the database
/// (ADR 0030). What it has forgotten, or another replica was told, is applied again, which changes nothing.
///
/// Safe for all threads.
public final class AppliedEvents implements EventHandler {
    /// At three thousand events a second enough for twenty seconds; Kafka is behind by milliseconds. Some one and a
    /// half megabytes.
    static final int MOST_REMEMBERED = 60_000;

    /// Tickets that a call waits for in vain, each as long as PostgreSQL waits for a row. Where a whole table is held,
    /// every ticket is.
    private static final int MOST_HELD = 3;

    private static final Applied HELD = new Applied.Never("somebody holds its ticket");

    private final EventHandler handler;
    private final RowTurns turns;
    private final RecentEvents applied = new RecentEvents(MOST_REMEMBERED);

    /// With turns of its own.
    public AppliedEvents(EventHandler handler) {
        this(handler, new RowTurns(DatabaseTimeouts.standard().lock(), 1));
    }

    /// @param turns of the tickets, by their ids as text: one that somebody holds delays no event of another one
    public AppliedEvents(EventHandler handler, RowTurns turns) {
        this.handler = handler;
        this.turns = turns;
    }

    /// Applies it whether it is remembered or not: who tells an event again wants the answer again.
    @Override
    public List<EventEnvelope> apply(EventEnvelope event) {
        List<EventEnvelope> decided = turns.take(event.subject(), () -> handler.apply(event));
        remember(event);
        return decided;
    }

    /// As [#apply] does for one. What is about a ticket that somebody holds is not applied: it comes again through
    /// Kafka.
    @Override
    public List<Applied> applyAll(List<EventEnvelope> events) {
        List<Applied> outcomes =
                events.stream().anyMatch(event -> turns.isHeld(event.subject())) ? oneByOne(events) : together(events);
        for (int i = 0; i < events.size(); i++) {
            if (outcomes.get(i) instanceof Applied.Done) {
                remember(events.get(i));
            }
        }
        return outcomes;
    }

    private List<Applied> together(List<EventEnvelope> events) {
        try {
            return handler.applyAll(events);
        } catch (DatabaseUnavailableException e) {
            if (e.isRowHeld()) {
                return oneByOne(events);
            }
            throw e;
        }
    }

    /// Whoever holds a ticket is waited for once, however much of it is told, and only so many are.
    private List<Applied> oneByOne(List<EventEnvelope> events) {
        Set<String> held = new HashSet<>();
        return events.stream().map(event -> alone(event, held)).toList();
    }

    private Applied alone(EventEnvelope event, Set<String> held) {
        if (held.contains(event.subject()) || held.size() == MOST_HELD) {
            return HELD;
        }
        try {
            return turns.take(event.subject(), () -> Applied.of(handler, event));
        } catch (DatabaseUnavailableException e) {
            if (e.isRowHeld()) {
                held.add(event.subject());
                return HELD;
            }
            throw e;
        }
    }

    private void remember(EventEnvelope event) {
        synchronized (applied) {
            applied.add(RecentEvents.Key.of(event));
        }
    }

    /// For who needs no answer: applies it unless that was done lately.
    ///
    /// @throws UnprocessableRecordException when it can never be applied
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be applied now
    public void applyOnce(EventEnvelope event) {
        if (!isKnown(event)) {
            apply(event);
        }
    }

    /// Applies together what was not applied lately. What can't be applied this way, one alone, and what is about a
    /// ticket that somebody holds is left to [#applyOnce].
    ///
    /// @param events of one poll
    /// @return for each whether it is applied now
    public List<Boolean> applyAhead(List<EventEnvelope> events) {
        List<EventEnvelope> unknown = events.stream()
                .filter(event -> !isKnown(event) && !turns.isHeld(event.subject()))
                .toList();
        if (unknown.size() > 1) {
            applyAll(unknown);
        }
        return events.stream().map(this::isKnown).toList();
    }

    /// Whether it was applied lately, for who knows no more of an event.
    public boolean isKnown(UUID id, String source) {
        return isKnown(RecentEvents.Key.of(id, source));
    }

    private boolean isKnown(EventEnvelope event) {
        return isKnown(RecentEvents.Key.of(event));
    }

    private boolean isKnown(RecentEvents.Key key) {
        synchronized (applied) {
            return applied.contains(key);
        }
    }
}
