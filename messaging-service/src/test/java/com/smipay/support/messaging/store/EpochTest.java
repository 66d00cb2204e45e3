package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.messaging.replica.ComparedTickets;
import com.smipay.support.messaging.replica.TicketProjector;
import com.smipay.support.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a restore and the comparison of copies ask of this service's tables (ADR 0055).
class EpochTest {
    private static final long COUNT = 1_000_000;

    private final TestDatabase sql = MessagingDatabase.fresh();
    private final TicketState ticket = TicketStates.of("u-1");

    /// Places count messages: they go on where the dump has them.
    @Test
    void everyConversationGoesOnInTheNewEpochAndPlacesDoNot() {
        UUID chat = UUID.randomUUID();
        serve(database -> {
            open(database, ticket);
            post(database, ticket, "One more thing");
            openChat(database, chat);
        });

        long begun = begin();

        serve(database -> {
            MessageEvent.Posted next = post(database, ticket, "And another");
            assertThat(next.conversation().revision()).isEqualTo(begun * COUNT + 3);
            assertThat(next.message().seq()).isEqualTo(3);
            assertThat(Conversations.findChat(database, chat)
                            .orElseThrow()
                            .chat()
                            .version())
                    .isEqualTo(begun * COUNT + 1);
            assertThat(database.query("select id from to_restate", Map.of(), row -> row.uuid("id")))
                    .as("nobody keeps a copy of a chat without a ticket")
                    .containsExactly(ticket.id());
        });
    }

    /// The runbook's own statement, for whoever restores the ticket service elsewhere: as texts, 999999 would be the
    /// greater one, and the ticket service would give 1012000 again.
    @Test
    void theRunbooksStatementGivesTheGreatestNumberOfEachYear() throws IOException {
        String runbook = Files.readString(Path.of("..", "common-contracts", "docs", "operation.md"));
        String statement = Pattern.compile("```sql\n([^`]*from conversation\\b[^`]*);\n```")
                .matcher(runbook)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        serve(database -> {
            List<String> numbers = List.of(
                    "SMI-2026-999999",
                    "SMI-2026-1012000",
                    "SMI-DESK-2025-000099",
                    "SMI-DESK-2025-000100",
                    "7-2024-2024-000001",
                    "NONE");
            for (String number : numbers) {
                TicketState each = TicketStates.of("u-1");
                open(database, each);
                sql.execute("update conversation set ticket_number = '%s' where ticket_id = '%s'"
                        .formatted(number, each.id()));
            }

            assertThat(database.query(
                            "select cast(known as text) as known from (" + statement + ") as answer",
                            Map.of(),
                            row -> row.text("known")))
                    .containsExactly("{\"2024\": 1, \"2025\": 100, \"2026\": 1012000}");
        });
    }

    /// The ticket service may know more of it than the dump did.
    @Test
    void aConversationThatBeginsOnceMoreDoesSoInThePresentEpoch() {
        TicketState later = TicketStates.of("u-1");
        begin();
        long begun = sql.number("select number from epoch");

        serve(database -> {
            open(database, ticket);
            TicketReplica.take(database, TicketStates.then(later, "resolved"));
            open(database, later);
            for (TicketState each : List.of(ticket, later)) {
                assertThat(find(database, each).conversation().revision()).isEqualTo(begun * COUNT + 1);
            }
        });
    }

    @Test
    void aStateIsToldAgainWithWhomItBelongsTo() {
        TicketState guests = TicketStates.guest();
        serve(database -> {
            open(database, ticket);
            open(database, guests);
            database.transaction(transaction -> {
                ConversationStates.restate(transaction, List.of(guests.id(), ticket.id(), UUID.randomUUID()));
                return 0;
            });
            List<EventEnvelope> told = database.query(
                    "select event_id, type, subject, time, data from outbox",
                    Map.of(),
                    row -> new EventEnvelope(
                            row.uuid("event_id"),
                            row.text("type"),
                            "/messaging-service",
                            row.text("subject"),
                            row.instant("time"),
                            null,
                            null,
                            row.text("data")));

            assertThat(told).hasSize(2).allSatisfy(event -> {
                MessageEvent.Restated restated = restated(event);
                assertThat(event.subject()).isEqualTo(restated.ticketId().toString());
                assertThat(restated.conversation())
                        .isEqualTo(find(database, restated.ticketId()).conversation());
                assertThat(restated.chat()).isNull();
                assertThat(
                                restated.claimedBy() == null
                                        ? "nobody"
                                        : restated.claimedBy().id())
                        .isEqualTo(restated.ticketId().equals(ticket.id()) ? "u-1" : "nobody");
            });
        });
    }

    @Test
    void aPageHasTheConversationsOfTicketsAsTheirEventsHaveThem() {
        TicketState other = TicketStates.of("u-2");
        serve(database -> {
            open(database, ticket);
            open(database, other);
            openChat(database, UUID.randomUUID());
            post(database, ticket, "One more thing");
            TicketReplica.take(database, TicketStates.then(TicketStates.of("u-3"), "resolved"));

            StatePage all = ConversationStates.page(database, StatePage.BEGINNING, 10);
            assertThat(all.upTo()).isNull();
            assertThat(all.states())
                    .containsExactlyInAnyOrder(
                            StateLine.of(find(database, ticket).conversation()),
                            StateLine.of(find(database, other).conversation()));
            StatePage one = ConversationStates.page(database, StatePage.BEGINNING, 1);
            assertThat(one.upTo()).isNotNull();
            assertThat(ConversationStates.find(database, UUID.randomUUID())).isEmpty();
        });
    }

    @Test
    void theCopyOfTicketsIsComparedAsTheyWereTold() {
        TicketState incomplete = TicketStates.then(TicketStates.of("u-2"), "resolved");
        serve(database -> {
            open(database, ticket);
            openChat(database, UUID.randomUUID());
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
        serve(database -> {
            open(database, ticket);
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
        serve(database -> {
            open(database, ticket);
            post(database, ticket, "One more thing");

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

            open(database, ticket);
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
        serve(database -> {
            openChat(database, id);
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
        serve(database -> {
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
        serve(database -> {
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

    private void serve(Consumer<Database> work) {
        try (Database database = MessagingDatabase.open(sql)) {
            work.accept(database);
        }
    }

    private long begin() {
        return sql.number("select begin_epoch()");
    }

    private static void open(Database database, TicketState ticket) {
        TicketReplica.open(database, new TicketEvent.Opened(ticket, TicketStates.opening(ticket)));
    }

    private static MessageEvent.Posted post(Database database, TicketState ticket, String text) {
        return Posting.write(
                        database,
                        Conversations.find(database, new TicketReference.ById(ticket.id()))
                                .orElseThrow(),
                        StoreFixture.fromUser(text))
                .map(StoreFixture::posted)
                .orElseThrow();
    }

    private static void openChat(Database database, UUID id) {
        Chats.open(
                database,
                new NewChat(
                        id,
                        UUID.randomUUID(),
                        new Words("Hello", null),
                        new Owner("u-1", TicketStates.EMAIL, "John Doe"),
                        null,
                        null,
                        "{}",
                        null,
                        null));
    }

    private static MessageEvent.Restated find(Database database, TicketState ticket) {
        return find(database, ticket.id());
    }

    private static MessageEvent.Restated find(Database database, UUID id) {
        return restated(ConversationStates.find(database, id).orElseThrow());
    }

    private static MessageEvent.Restated restated(EventEnvelope event) {
        return (MessageEvent.Restated) ((Decoded.Known) EventCodec.decode(event)).event();
    }
}
