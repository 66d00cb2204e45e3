package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Ticket;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationFactsTest {
    private final Database database = TicketDatabase.open(TicketDatabase.fresh());

    @AfterEach
    void close() {
        database.close();
    }

    /// Kafka brings everything that was told once more: a transaction that wrote would wait for the disk each time.
    @Test
    void whatComesASecondTimeWritesNothing() {
        ConversationState second =
                secondMessageOf(Seed.open(database, "Some subject", "a@x.ng", null, SupportType.OTHER, Priority.LOW));

        assertThat(writesNothing(second)).isFalse();
        assertThat(writesNothing(second)).isTrue();
        assertThat(ConversationFacts.take(database, second))
                .hasValueSatisfying(glance -> assertThat(glance.version()).isEqualTo(1));
    }

    private boolean writesNothing(ConversationState conversation) {
        return database.transaction(tx -> {
            assertThat(ConversationFacts.take(tx, conversation)).isPresent();
            return tx.queryOne(
                            "select pg_current_xact_id_if_assigned() is null as nothing",
                            Map.of(),
                            row -> row.flag("nothing"))
                    .orElseThrow();
        });
    }

    private static ConversationState secondMessageOf(Ticket ticket) {
        return new ConversationState(
                ticket.origin().id(),
                ticket.origin().number(),
                1,
                new Owner(null, "a@x.ng", null),
                2,
                2,
                2,
                new ConversationState.NewestMessage(
                        UUID.randomUUID(), 2, "Any news?", true, ticket.origin().createdAt()),
                null,
                null,
                0,
                null);
    }
}
