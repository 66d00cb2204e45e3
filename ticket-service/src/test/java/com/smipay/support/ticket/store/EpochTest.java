package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Ticket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a restore and the comparison of copies ask of this service's tables (ADR 0055).
class EpochTest {
    private static final long COUNT = 1_000_000;

    private final TestDatabase sql = TicketDatabase.fresh();
    private long begun;

    /// The ticket's own facts about when something happened keep their order: they happened before.
    @Test
    void everyTicketGoesOnInTheNewEpoch() {
        Ticket[] ticket = new Ticket[1];
        serve(database -> ticket[0] = open(database, "a@x.ng"));
        sql.execute("update ticket set version = 5, status_version = 3");

        begin("{}");

        serve(database -> {
            Ticket now = find(database, ticket[0]);
            assertThat(now.version()).isEqualTo(begun * COUNT + 5);
            assertThat(now.standing().statusVersion()).isEqualTo(3);
        });
        begin("{}");
        serve(database -> assertThat(find(database, ticket[0]).version()).isEqualTo(begun * COUNT + 5));
    }

    @Test
    void noNumberIsGivenAgain() {
        String year = String.valueOf(Instant.now().atZone(ZoneOffset.UTC).getYear());
        serve(database -> {
            TicketNumbers.makeAhead(database);
            assertThat(open(database, "a@x.ng").submission().number()).endsWith(year + "-000001");
        });

        begin("{\"" + year + "\": 70, \"2019\": 12}");
        serve(database -> assertThat(open(database, "a@x.ng").submission().number())
                .as("a thousand behind what the topic knows")
                .endsWith(year + "-001071"));
        begin("{}");
        serve(database -> assertThat(open(database, "a@x.ng").submission().number())
                .as("a thousand behind what the dump knows")
                .endsWith(year + "-002073"));
        assertThat(sql.number("select last_value from ticket_number_2019")).isEqualTo(2013);
        assertThat(sql.number("select case when is_called then 1 else 0 end from ticket_number_"
                        + (Integer.parseInt(year) + 1)))
                .as("of the coming year none was given")
                .isZero();
    }

    @Test
    void everyTicketIsToBeToldAgainTheNewestActivityFirst() {
        Ticket[] tickets = new Ticket[2];
        serve(database -> {
            tickets[0] = open(database, "a@x.ng");
            tickets[1] = open(database, "b@x.ng");
        });
        sql.execute("update ticket set updated_at = updated_at + interval '1 hour' where email = 'a@x.ng'");

        begin("{}");

        serve(database -> {
            List<UUID> order =
                    database.query("select id from to_restate order by place", Map.of(), row -> row.uuid("id"));
            assertThat(order)
                    .containsExactly(
                            tickets[0].submission().id(),
                            tickets[1].submission().id());
            assertThat(sql.number("select count(*) from outbox")).isZero();

            database.transaction(transaction -> {
                TicketChanges.restate(transaction, order);
                return 0;
            });
            assertThat(outbox(database))
                    .extracting(event -> ((TicketEvent.Restated) event).ticket())
                    .containsExactlyInAnyOrder(
                            find(database, tickets[0]).state(),
                            find(database, tickets[1]).state());
            assertThat(outbox(database))
                    .extracting(
                            event -> ((TicketEvent.Restated) event).message().id())
                    .containsExactlyInAnyOrder(
                            tickets[0].submission().firstMessageId(),
                            tickets[1].submission().firstMessageId());
        });
    }

    @Test
    void aPageHasTheTicketsInOrderAsTheirEventsHaveThem() {
        serve(database -> {
            List<Ticket> tickets =
                    List.of(open(database, "a@x.ng"), open(database, "b@x.ng"), open(database, "c@x.ng"));

            StatePage first = TicketLines.page(database, StatePage.BEGINNING, 2);
            StatePage second = TicketLines.page(database, Objects.requireNonNull(first.upTo()), 2);

            assertThat(first.states()).hasSize(2);
            assertThat(second.upTo()).isNull();
            assertThat(java.util.stream.Stream.concat(first.states().stream(), second.states().stream()))
                    .containsExactlyElementsOf(tickets.stream()
                            .map(Ticket::state)
                            .map(StateLine::of)
                            .sorted(java.util.Comparator.comparing(
                                    line -> line.id().toString()))
                            .toList());
        });
    }

    @Test
    void whatIsCopiedOfAConversationIsComparedAsItWasTold() {
        serve(database -> {
            Ticket ticket = open(database, "a@x.ng");
            ConversationState told =
                    conversation(ticket, 7, 3, ticket.submission().createdAt().plusSeconds(9));
            ConversationReplica.take(database, told);

            assertThat(CopiedLines.conversations(database, StatePage.BEGINNING, 10)
                            .states())
                    .containsExactly(StateLine.of(told));
            assertThat(CopiedLines.conversation(database, ticket.submission().id()))
                    .contains(StateLine.of(told));
            assertThat(CopiedLines.conversation(database, UUID.randomUUID())).isEmpty();
        });
    }

    @Test
    void aConversationOfTheSameRevisionIsTakenOnlyWhereTheCopyIsWrong() {
        serve(database -> {
            Ticket ticket = open(database, "a@x.ng");
            ConversationState right = conversation(ticket, 7, 3, null);
            ConversationReplica.take(database, right);
            sql.execute("update ticket set message_count = 99");

            ConversationReplica.take(database, right);
            assertThat(sql.number("select message_count from ticket")).isEqualTo(99);
            ConversationReplica.takeAgain(database, right);
            assertThat(sql.number("select message_count from ticket")).isEqualTo(3);
            ConversationReplica.takeAgain(database, conversation(ticket, 6, 2, null));
            assertThat(sql.number("select message_count from ticket"))
                    .as("what is older never")
                    .isEqualTo(3);
        });
    }

    @Test
    void aRatingOfALaterEpochReplacesTheOneThatTheRatingServiceLost() {
        serve(database -> {
            Ticket ticket = open(database, "a@x.ng");
            ConversationReplica.rate(database, rated(ticket, 2, null));
            ConversationReplica.rate(database, rated(ticket, 1, null));
            assertThat(rating(database)).isEqualTo("2 2 1");

            ConversationReplica.rate(database, rated(ticket, 5, 10L));
            ConversationReplica.rate(database, rated(ticket, 1, 9L));
            ConversationReplica.rate(database, rated(ticket, 1, 10L));
            assertThat(rating(database)).as("stars, their sum, how many").isEqualTo("5 5 1");
            assertThat(CopiedLines.ratings(database, StatePage.BEGINNING, 10).states())
                    .containsExactly(StateLine.of(rated(ticket, 5, 10L)));

            ConversationReplica.rateAgain(database, rated(ticket, 4, 10L));
            assertThat(rating(database)).isEqualTo("4 4 1");
            ConversationReplica.rate(database, rated(ticket, 4, 11L));
            assertThat(rating(database)).as("the same once more").isEqualTo("4 4 1");
        });
    }

    @Test
    void aRatingThatTheRatingServiceDoesNotHaveIsForgottenWithItsFigures() {
        serve(database -> {
            Ticket ticket = open(database, "a@x.ng");
            ConversationReplica.rate(database, rated(ticket, 2, null));

            CopiedLines.forgetRating(database, ticket.submission().id());
            CopiedLines.forgetRating(database, ticket.submission().id());

            assertThat(rating(database)).isEqualTo("- 0 0");
            assertThat(CopiedLines.rating(database, ticket.submission().id())).isEmpty();
            assertThat(CopiedLines.ratings(database, StatePage.BEGINNING, 10).states())
                    .isEmpty();
            ConversationReplica.rate(database, rated(ticket, 3, null));
            assertThat(rating(database)).isEqualTo("3 3 1");
        });
    }

    /// The id is the chat's: copies may know a ticket of it that this database has forgotten.
    @Test
    void aTicketOfAChatBeginsInThePresentEpoch() {
        serve(database -> assertThat(ConvertedTickets.firstVersion(database)).isEqualTo(1));
        begin("{}");
        serve(database -> assertThat(ConvertedTickets.firstVersion(database)).isEqualTo(begun * COUNT + 1));
    }

    private void serve(Consumer<Database> work) {
        try (Database database = TicketDatabase.open(sql)) {
            work.accept(database);
        }
    }

    private void begin(String known) {
        begun = sql.number("select begin_epoch('" + known + "')");
    }

    private static Ticket open(Database database, String email) {
        return Seed.open(database, "Some subject", email, null, SupportType.OTHER, Priority.LOW);
    }

    private static Ticket find(Database database, Ticket ticket) {
        return Tickets.find(
                        database, new TicketReference.ById(ticket.submission().id()))
                .orElseThrow()
                .ticket();
    }

    private static List<Object> outbox(Database database) {
        return database.query(
                "select type, data from outbox order by position",
                Map.of(),
                row -> ((Decoded.Known) EventCodec.decode(new EventEnvelope(
                                UUID.randomUUID(),
                                row.text("type"),
                                "/x",
                                "x",
                                Instant.EPOCH,
                                null,
                                null,
                                row.text("data"))))
                        .event());
    }

    private static String rating(Database database) {
        return database.queryOne("""
                        select coalesce(cast(satisfaction_rating as text), '-') || ' '
                               || (select coalesce(sum(rating_sum), 0) from analytics_now) || ' '
                               || (select coalesce(sum(rated), 0) from analytics_now) as rating
                        from ticket
                        """, Map.of(), row -> row.text("rating")).orElseThrow();
    }

    private static RatingEvent.Rated rated(Ticket ticket, int stars, @Nullable Long epoch) {
        return new RatingEvent.Rated(
                ticket.submission().id(),
                ticket.submission().number(),
                1,
                new Owner("u-1", "a@x.ng", null),
                stars,
                null,
                Instant.EPOCH,
                null,
                epoch);
    }

    private static ConversationState conversation(
            Ticket ticket, long revision, long seq, @Nullable Instant lastReplyAt) {
        Instant newestAt = ticket.submission().createdAt().plusSeconds(seq);
        return new ConversationState(
                ticket.submission().id(),
                ticket.submission().number(),
                1,
                ticket.owner(),
                revision,
                seq,
                seq,
                new ConversationState.NewestMessage(UUID.randomUUID(), seq, "Any news?", true, newestAt),
                lastReplyAt,
                lastReplyAt,
                1,
                newestAt);
    }
}
