package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A handler that remembers which events it applied lately. Every event comes twice, from the sister that tells it and
/// from Kafka soon after; what this process applied already costs nothing then, not even a look into the database
/// (ADR 0030). What it has forgotten, or another replica was told, is applied again, which changes nothing.
///
/// Safe for all threads.
public final class AppliedEvents implements EventHandler {
    /// At a thousand events a second enough for ten seconds; Kafka is behind by milliseconds.
    private static final int MOST_REMEMBERED = 10_000;

    /// As many as are told together at the most: every handler knows how to take those.
    private static final int MOST_TOGETHER = 100;

    private record Identity(String source, UUID id) {
        static Identity of(EventEnvelope event) {
            return new Identity(event.source(), event.id());
        }
    }

    private final EventHandler handler;
    private final Map<Identity, Boolean> applied = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public AppliedEvents(EventHandler handler) {
        this.handler = handler;
    }

    /// Applies it whether it is remembered or not: who tells an event again wants the answer again.
    @Override
    public List<EventEnvelope> apply(EventEnvelope event) {
        List<EventEnvelope> decided = handler.apply(event);
        remember(event);
        return decided;
    }

    /// As [#apply] does for one.
    @Override
    public List<Applied> applyAll(List<EventEnvelope> events) {
        List<Applied> outcomes = handler.applyAll(events);
        for (int i = 0; i < events.size(); i++) {
            if (outcomes.get(i) instanceof Applied.Done) {
                remember(events.get(i));
            }
        }
        return outcomes;
    }

    private void remember(EventEnvelope event) {
        synchronized (applied) {
            applied.put(Identity.of(event), true);
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

    /// Applies together what was not applied lately, so that [#applyOnce] of each has nothing left to do. What can't be
    /// applied this way is left to that.
    public void applyAhead(List<EventEnvelope> events) {
        List<EventEnvelope> unknown =
                events.stream().filter(event -> !isKnown(event)).toList();
        for (int from = 0; from + 1 < unknown.size(); from += MOST_TOGETHER) {
            applyAll(unknown.subList(from, Math.min(unknown.size(), from + MOST_TOGETHER)));
        }
    }

    private boolean isKnown(EventEnvelope event) {
        synchronized (applied) {
            return applied.containsKey(Identity.of(event));
        }
    }
}
