package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.rating.store.Ratings;
import com.smipay.support.rating.store.TicketLines;
import com.smipay.support.rating.store.TicketReplica;
import com.smipay.support.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What a restore and the comparison of copies ask of this service's tables (ADR 0055).
class EpochTest {
    private final TestDatabase sql = RatingDatabase.fresh();
    private final TicketState ticket = TicketStates.of("resolved", "u-1", "a@x.ng");

    @Test
    void aRatingIsToldAgainWithTheEpochThatItIsInNow() {
        serve(database -> {
            rate(database, 4);
            assertThat(Events.rated(Ratings.find(database, List.of(ticket.id())).getFirst())
                            .epoch())
                    .as("nothing was ever restored")
                    .isNull();
            assertThat(lock(database).epoch()).isZero();
        });

        long begun = sql.number("select begin_epoch()");

        assertThat(sql.number("select count(*) from outbox")).isZero();
        assertThat(sql.number("select count(*) from to_restate where id = '" + ticket.id() + "'"))
                .isEqualTo(1);
        serve(database -> {
            assertThat(lock(database).epoch()).isEqualTo(begun);
            database.transaction(transaction -> {
                Ratings.restate(transaction, List.of(ticket.id(), UUID.randomUUID()));
                return 0;
            });
            assertThat(sql.number("select count(*) from outbox where type = 'ticket.rated'"
                            + " and cast(data as jsonb) ->> 'epoch' = '" + begun + "'"
                            + " and cast(data as jsonb) ->> 'rating' = '4'"))
                    .isEqualTo(1);
            assertThat(Ratings.page(database, StatePage.BEGINNING, 10).states())
                    .containsExactly(StateLine.rating(ticket.id(), begun, 4));
        });
    }

    @Test
    void theCopyOfTicketsIsComparedAsTheyWereTold() {
        serve(database -> {
            TicketReplica.takeAll(database, List.of(ticket));
            assertThat(TicketLines.page(database, StatePage.BEGINNING, 10))
                    .isEqualTo(new StatePage(List.of(StateLine.of(ticket)), null));
            assertThat(TicketLines.page(database, StatePage.BEGINNING, 1).upTo())
                    .isEqualTo(ticket.id());

            sql.execute("update ticket_copy set status = 'pending'");
            TicketReplica.takeAll(database, List.of(ticket));
            assertThat(TicketLines.find(database, ticket.id())).isNotEqualTo(Optional.of(StateLine.of(ticket)));
            TicketReplica.takeAgain(database, ticket);
            assertThat(TicketLines.find(database, ticket.id())).contains(StateLine.of(ticket));
        });
    }

    @Test
    void aTicketThatTheTicketServiceHasLostIsNotFoundUntilItIsToldAgain() {
        serve(database -> {
            rate(database, 4);
            TicketLines.forget(database, ticket.id());

            assertThat(TicketLines.find(database, ticket.id())).isEmpty();
            assertThat(TicketLines.page(database, StatePage.BEGINNING, 10).states())
                    .isEmpty();
            assertThat(find(database)).isEmpty();
            assertThat(Events.rated(Ratings.find(database, List.of(ticket.id())).getFirst())
                            .rating())
                    .as("its rating stays")
                    .isEqualTo(4);

            TicketReplica.takeAll(database, List.of(ticket));
            assertThat(find(database)).isPresent();
        });
    }

    private void rate(Database database, int stars) {
        TicketReplica.takeAll(database, List.of(ticket));
        RatingEvent.Rated rated = new RatingEvent.Rated(
                ticket.id(),
                ticket.ticketNumber(),
                1,
                new Owner("u-1", "a@x.ng", null),
                stars,
                null,
                Instant.EPOCH,
                null);
        EventEnvelope event = Ratings.envelope(rated);
        database.transaction(transaction -> {
            Ratings.add(transaction, rated, "u-1", event);
            return 0;
        });
    }

    private TicketReplica.Locked lock(Database database) {
        return find(database).orElseThrow();
    }

    private Optional<TicketReplica.Locked> find(Database database) {
        return database.transaction(
                transaction -> TicketReplica.lock(transaction, new TicketReference.ById(ticket.id())));
    }

    private void serve(Consumer<Database> work) {
        try (Database database = RatingDatabase.open(sql)) {
            work.accept(database);
        }
    }
}
