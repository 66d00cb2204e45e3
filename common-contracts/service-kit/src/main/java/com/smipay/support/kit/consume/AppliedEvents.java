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
    /// At three thousand events a second enough for twenty seconds; Kafka is behind by milliseconds. Some six
    /// megabytes.
    static final int MOST_REMEMBERED = 60_000;

    /// Ids are unique in their source only.
    public record Identity(UUID id, String source) {
        static Identity of(EventEnvelope event) {
            return new Identity(event.id(), event.source());
        }
    }

    private final EventHandler handler;

    /// Sources by ids. Should two sources ever share an id, the one that came first is forgotten. By the id alone,
    /// because to compare it is much of what passing over a record costs (ADR 0039).
    private final Map<UUID, String> applied = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
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
            applied.put(event.id(), event.source());
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

    /// Applies together what was not applied lately. What can't be applied this way, and one alone, is left to
    /// [#applyOnce].
    ///
    /// @param events of one poll
    /// @return for each whether it is applied now
    public List<Boolean> applyAhead(List<EventEnvelope> events) {
        List<EventEnvelope> unknown =
                events.stream().filter(event -> !isKnown(event)).toList();
        if (unknown.size() > 1) {
            applyAll(unknown);
        }
        return events.stream().map(this::isKnown).toList();
    }

    /// Whether it was applied lately.
    public boolean isKnown(Identity identity) {
        synchronized (applied) {
            return identity.source().equals(applied.get(identity.id()));
        }
    }

    private boolean isKnown(EventEnvelope event) {
        return isKnown(Identity.of(event));
    }
}
