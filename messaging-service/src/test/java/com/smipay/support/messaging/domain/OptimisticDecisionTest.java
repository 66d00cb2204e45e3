package com.smipay.support.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OptimisticDecisionTest {
    private final List<Long> seen = new ArrayList<>();

    @Test
    void whatHoldsIsDecidedOnceAndNobodyLooksAgain() {
        assertThat(OptimisticDecision.decide(
                        at(1), now -> Optional.of(now.ticket().version()), () -> {
                            throw new AssertionError("Nothing has changed");
                        }))
                .contains(1L);
    }

    @Test
    void whatHasChangedIsDecidedOnAgain() {
        assertThat(OptimisticDecision.decide(
                        at(1),
                        now -> now.ticket().version() < 3
                                ? Optional.empty()
                                : Optional.of(now.ticket().version()),
                        this::next))
                .contains(3L);
    }

    @Test
    void aTicketThatNeverStandsStillIsNotDecidedOn() {
        assertThat(OptimisticDecision.decide(at(1), now -> Optional.empty(), this::next))
                .isEmpty();
        assertThat(seen).as("looks that it took").hasSize(8);
    }

    @Test
    void aTicketThatIsGoneIsNotDecidedOn() {
        assertThat(OptimisticDecision.decide(at(1), now -> Optional.empty(), Optional::empty))
                .isEmpty();
    }

    private Optional<Conversation> next() {
        seen.add(seen.size() + 2L);
        return Optional.of(at(seen.getLast()));
    }

    private static Conversation at(long version) {
        Instant now = Instant.EPOCH;
        Ticket ticket = new Ticket(
                UUID.randomUUID(),
                "SMI-2026-000001",
                version,
                "A card is gone",
                null,
                SupportType.GENERAL_INQUIRY,
                TicketStatus.PENDING,
                Priority.LOW,
                null,
                null,
                null,
                now,
                now);
        return new Conversation(
                ticket.id(),
                new Owner("u-1", "john@doe.com", null),
                null,
                null,
                ticket,
                null,
                1,
                1,
                new Conversation.Newest(UUID.randomUUID(), 1, true, now),
                null,
                null,
                null);
    }
}
