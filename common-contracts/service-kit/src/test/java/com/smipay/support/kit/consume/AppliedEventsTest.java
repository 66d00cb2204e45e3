package com.smipay.support.kit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AppliedEventsTest {
    private final List<EventEnvelope> handled = new ArrayList<>();
    private final AppliedEvents events = new AppliedEvents(event -> {
        handled.add(event);
        return List.of(event);
    });

    @Test
    void whatWasToldIsNotAppliedAgainWhenKafkaBringsIt() {
        EventEnvelope event = event("/messaging-service");
        events.apply(event);
        events.applyOnce(event);
        assertThat(handled).containsExactly(event);
    }

    @Test
    void whatKafkaBringsTwiceIsAppliedOnce() {
        EventEnvelope event = event("/messaging-service");
        events.applyOnce(event);
        events.applyOnce(event);
        assertThat(handled).containsExactly(event);
    }

    @Test
    void whoTellsAgainIsAnsweredAgain() {
        EventEnvelope event = event("/messaging-service");
        events.applyOnce(event);
        assertThat(events.apply(event)).containsExactly(event);
        assertThat(handled).hasSize(2);
    }

    @Test
    void anIdCountsForItsSourceOnly() {
        EventEnvelope event = event("/messaging-service");
        EventEnvelope other = new EventEnvelope(
                event.id(), event.type(), "/rating-service", event.subject(), event.time(), null, null, event.data());
        events.applyOnce(event);
        events.applyOnce(other);
        assertThat(handled).containsExactly(event, other);
    }

    @Test
    void whatCouldNotBeAppliedIsNotRemembered() {
        EventEnvelope event = event("/messaging-service");
        List<EventEnvelope> tried = new ArrayList<>();
        AppliedEvents failing = new AppliedEvents(e -> {
            tried.add(e);
            if (tried.size() == 1) {
                throw new DatabaseUnavailableException(new IllegalStateException("away"));
            }
            return List.of();
        });
        assertThatThrownBy(() -> failing.apply(event)).isInstanceOf(DatabaseUnavailableException.class);
        failing.applyOnce(event);
        failing.applyOnce(event);
        assertThat(tried).hasSize(2);
    }

    @Test
    void oneTicketThatSomebodyHoldsLeavesTheOthersToBeAppliedTogether() {
        EventEnvelope free = event("/messaging-service", "ticket-1");
        EventEnvelope held = event("/messaging-service", "ticket-2");
        AppliedEvents events = new AppliedEvents(new EventHandler() {
            @Override
            public List<EventEnvelope> apply(EventEnvelope event) {
                if (event.subject().equals("ticket-2")) {
                    throw DatabaseUnavailableException.rowHeld(new IllegalStateException());
                }
                return List.of();
            }

            @Override
            public List<Applied> applyAll(List<EventEnvelope> all) {
                throw DatabaseUnavailableException.rowHeld(new IllegalStateException());
            }
        });

        assertThat(events.applyAll(List.of(free, held))).first().isInstanceOf(Applied.Done.class);
        assertThat(events.applyAhead(List.of(free, held))).containsExactly(true, false);
        assertThatThrownBy(() -> events.applyOnce(held)).isInstanceOf(DatabaseUnavailableException.class);
    }

    /// Each try waits as long as PostgreSQL does, and a poll may bring hundreds of one ticket.
    @Test
    void whoHoldsATicketIsWaitedForOnceAndNotWithEveryEventOfIt() {
        List<String> tried = new ArrayList<>();
        AppliedEvents events = new AppliedEvents(new EventHandler() {
            @Override
            public List<EventEnvelope> apply(EventEnvelope event) {
                tried.add(event.subject());
                if (event.subject().startsWith("held")) {
                    throw DatabaseUnavailableException.rowHeld(new IllegalStateException());
                }
                return List.of();
            }

            @Override
            public List<Applied> applyAll(List<EventEnvelope> all) {
                throw DatabaseUnavailableException.rowHeld(new IllegalStateException());
            }
        });
        List<EventEnvelope> ofOne = Stream.of("held-1", "held-1", "free", "held-1")
                .map(ticket -> event("/messaging-service", ticket))
                .toList();

        assertThat(events.applyAhead(ofOne)).containsExactly(false, false, true, false);
        assertThat(tried).containsExactly("held-1", "free");

        tried.clear();
        assertThat(events.applyAhead(ofOne)).containsExactly(false, false, true, false);
        assertThat(tried).as("it is known to be held").isEmpty();

        List<EventEnvelope> ofMany = IntStream.range(2, 100)
                .mapToObj(ticket -> event("/messaging-service", "held-" + ticket))
                .toList();
        assertThat(events.applyAhead(ofMany)).doesNotContain(true);
        assertThat(tried).as("as where a table is held").hasSize(3);
    }

    @Test
    void whatKafkaBringsTogetherIsAppliedTogetherAndThenKnown() {
        List<List<EventEnvelope>> together = new ArrayList<>();
        AppliedEvents gathering = new AppliedEvents(new EventHandler() {
            @Override
            public List<EventEnvelope> apply(EventEnvelope event) {
                handled.add(event);
                return List.of();
            }

            @Override
            public List<Applied> applyAll(List<EventEnvelope> all) {
                together.add(List.copyOf(all));
                return all.stream()
                        .<Applied>map(event -> event.source().equals("/unknown")
                                ? new Applied.Never("nobody knows it")
                                : new Applied.Done(List.of()))
                        .toList();
            }
        });
        EventEnvelope told = event("/messaging-service");
        EventEnvelope first = event("/messaging-service");
        EventEnvelope never = event("/unknown");
        gathering.apply(told);
        handled.clear();

        assertThat(gathering.applyAhead(List.of(told, first, never))).containsExactly(true, true, false);
        List.of(told, first, never).forEach(gathering::applyOnce);

        assertThat(together).containsExactly(List.of(first, never));
        assertThat(handled).containsExactly(never);
    }

    @Test
    void oneAloneIsNotAppliedAhead() {
        assertThat(events.applyAhead(List.of(event("/messaging-service")))).containsExactly(false);
        assertThat(handled).isEmpty();
    }

    @Test
    void theOldestAreForgotten() {
        EventEnvelope first = event("/messaging-service");
        events.applyOnce(first);
        IntStream.range(0, AppliedEvents.MOST_REMEMBERED).forEach(i -> events.applyOnce(event("/messaging-service")));
        handled.clear();
        events.applyOnce(first);
        assertThat(handled).containsExactly(first);
    }

    private static EventEnvelope event(String source) {
        return event(source, "ticket");
    }

    private static EventEnvelope event(String source, String ticket) {
        return new EventEnvelope(UUID.randomUUID(), "message.posted", source, ticket, Instant.EPOCH, null, null, "{}");
    }
}
