package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.replica.ComparedTickets;
import com.smipay.support.messaging.replica.TicketProjector;
import com.smipay.support.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the comparison of copies with their owners asks of this service's tables (ADR 0055).
class ComparedCopiesTest {
    private final CopiesFixture copies = new CopiesFixture();
    private final TestDatabase sql = copies.sql;
    private final TicketState ticket = TicketStates.of("u-1");

    @Test
    void aPageHasTheConversationsOfTicketsAsTheirEventsHaveThem() {
        TicketState other = TicketStates.of("u-2");
        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            CopiesFixture.open(database, other);
            CopiesFixture.openChat(database, UUID.randomUUID());
            CopiesFixture.post(database, ticket, "One more thing");
            TicketReplica.take(database, TicketStates.then(TicketStates.of("u-3"), "resolved"));

            StatePage all = ConversationStates.page(database, StatePage.BEGINNING, 10);
            assertThat(all.upTo()).isNull();
            assertThat(all.states())
                    .containsExactlyInAnyOrder(
                            StateLine.of(CopiesFixture.find(database, ticket).conversation()),
                            StateLine.of(CopiesFixture.find(database, other).conversation()));
            StatePage one = ConversationStates.page(database, StatePage.BEGINNING, 1);
            assertThat(one.upTo()).isNotNull();
            assertThat(ConversationStates.find(database, UUID.randomUUID())).isEmpty();
        });
    }

    @Test
    void theCopyOfTicketsIsComparedAsTheyWereTold() {
        TicketState incomplete = TicketStates.then(TicketStates.of("u-2"), "resolved");
        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            CopiesFixture.openChat(database, UUID.randomUUID());
            TicketReplica.take(database, incomplete);

            assertThat(TicketLines.page(database, StatePage.BEGINNING, 10).states())
                    .containsExactlyInAnyOrder(
                            StateLine.of(ticket), StateLine.incomplete(incomplete.id(), incomplete.version()));
            assertThat(TicketLines.find(database, ticket.id())).contains(StateLine.of(ticket));
            assertThat(TicketLines.find(database, UUID.randomUUID())).isEmpty();
        });
    }

    @Test
    void anEqualVersionIsTakenOnlyWhereTheCopyIsWrong() {
        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            sql.execute("update conversation set status = 'closed'");

            TicketReplica.take(database, ticket);
            assertThat(TicketLines.find(database, ticket.id()))
                    .isNotEqualTo(java.util.Optional.of(StateLine.of(ticket)));
            TicketReplica.takeAgain(database, ticket);
            assertThat(TicketLines.find(database, ticket.id())).contains(StateLine.of(ticket));
        });
    }

    @Test
    void aTicketThatTheTicketServiceHasLostIsNotFoundAndNothingOfItIsThrownAway() {
        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            CopiesFixture.post(database, ticket, "One more thing");

            TicketLines.forget(database, ticket.id());

            for (TicketReference door : List.of(
                    new TicketReference.ById(ticket.id()), new TicketReference.ByNumber(ticket.ticketNumber()))) {
                assertThat(Conversations.find(database, door)).isEmpty();
            }
            assertThat(Conversations.findById(database, ticket.id())).isEmpty();
            assertThat(TicketLines.find(database, ticket.id())).isEmpty();
            assertThat(ConversationStates.find(database, ticket.id())).isEmpty();
            assertThat(ConversationStates.page(database, StatePage.BEGINNING, 10)
                            .states())
                    .isEmpty();

            CopiesFixture.open(database, ticket);
            assertThat(Conversations.find(database, new TicketReference.ById(ticket.id()))
                            .orElseThrow()
                            .seq())
                    .as("it is told again after all")
                    .isEqualTo(2);
        });
    }

    @Test
    void aChatWhoseTicketIsLostIsAChatWithoutOneAgain() {
        UUID id = UUID.randomUUID();
        copies.serve(database -> {
            CopiesFixture.openChat(database, id);
            TicketState made = TicketStates.ofChat(id, "SMI-2026-000077");
            assertThat(TicketLinking.link(database, made, null)).isPresent();

            TicketLines.forget(database, id);

            assertThat(Conversations.findChat(database, id).orElseThrow().ticketOrNull())
                    .isNull();
            assertThat(sql.number("select count(*) from chat where has_ticket")).isZero();
            assertThat(TicketLinking.link(database, TicketStates.ofChat(id, "SMI-2026-001077"), null))
                    .as("a ticket can be made of it once more")
                    .isPresent();
        });
    }

    /// The ticket and its first message are what is left of it.
    @Test
    void aTicketOfAChatThatIsLostIsBegunWithItsFirstMessage() {
        TicketState lost = TicketStates.ofChat(UUID.randomUUID(), "SMI-2026-000078");
        copies.serve(database -> {
            ComparedTickets copy = new ComparedTickets(database, new TicketProjector(database));
            copy.handler().apply(TicketStates.changed(lost));
            assertThat(copy.line(lost.id())).contains(StateLine.incomplete(lost.id(), 1));

            copy.take(TicketStates.opened(lost));

            assertThat(copy.line(lost.id())).contains(StateLine.of(lost));
            assertThat(Conversations.find(database, new TicketReference.ById(lost.id()))
                            .orElseThrow()
                            .seq())
                    .isEqualTo(1);
            copy.forget(lost.id());
            assertThat(copy.page(StatePage.BEGINNING, 10).states()).isEmpty();
        });
    }

    @Test
    void aRatingOfALaterEpochReplacesTheOneThatTheRatingServiceLost() {
        UUID id = ticket.id();
        copies.serve(database -> {
            TicketReplica.rate(database, id, 2, 0);
            TicketReplica.rate(database, id, 1, 0);
            assertThat(RatingLines.find(database, id)).contains(StateLine.rating(id, 0, 2));
            TicketReplica.rate(database, id, 5, 10);
            TicketReplica.rate(database, id, 1, 9);
            TicketReplica.rate(database, id, 1, 10);
            assertThat(RatingLines.page(database, StatePage.BEGINNING, 10).states())
                    .containsExactly(StateLine.rating(id, 10, 5));
            RatingLines.replace(database, id, 4, 10);
            RatingLines.replace(database, id, 3, 9);
            assertThat(RatingLines.find(database, id)).contains(StateLine.rating(id, 10, 4));
            RatingLines.forget(database, id);
            assertThat(RatingLines.find(database, id)).isEmpty();
        });
    }

    @Test
    void aRatingIsComparedAsItWasTold() {
        RatingEvent.Rated rated = new RatingEvent.Rated(
                ticket.id(),
                "SMI-2026-000001",
                1,
                new Owner("u-1", "a@x.ng", null),
                4,
                "Good",
                Instant.EPOCH,
                null,
                7L);

        assertThat(StateLine.of(rated)).isEqualTo(StateLine.rating(ticket.id(), 7, 4));
    }
}
