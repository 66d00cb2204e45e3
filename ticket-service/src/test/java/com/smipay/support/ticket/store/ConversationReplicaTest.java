package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.ConversationReplica.TicketSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationReplicaTest {
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
        assertThat(ConversationReplica.take(database, second))
                .hasValueSatisfying(summary -> assertThat(summary.version()).isEqualTo(1));
    }

    @Test
    void ofSeveralTicketsEachTakesItsNewestFactsAndAStrangeOneIsLeftOut() {
        Ticket one = Seed.open(database, "Some subject", "a@x.ng", null, SupportType.OTHER, Priority.LOW);
        Ticket other = Seed.open(database, "Another subject", "b@x.ng", null, SupportType.OTHER, Priority.LOW);
        ConversationState second = messageOf(one, 2, "Any news?", null);
        ConversationState third =
                messageOf(one, 3, "Yes", one.submission().createdAt().plusSeconds(30));
        ConversationState ofOther = messageOf(other, 2, "Hello?", null);
        ConversationState ofNone = messageOf(UUID.randomUUID(), one, 2, "Who?", null);

        Map<UUID, TicketSummary> summaries =
                ConversationReplica.takeAll(database, List.of(third, ofNone, second, ofOther, second));

        assertThat(summaries)
                .containsOnlyKeys(one.submission().id(), other.submission().id())
                .allSatisfy((id, summary) -> assertThat(summary.version()).isEqualTo(1));
        assertThat(facts(one)).isEqualTo("3 3 Yes 30");
        assertThat(facts(other)).isEqualTo("2 2 Hello? -");
        assertThat(Analytics.read(database, ZoneOffset.UTC).slices().stream()
                        .mapToLong(Analytics.Slice::responses)
                        .sum())
                .isEqualTo(1);
    }

    private String facts(Ticket ticket) {
        return database.queryOne("""
                        select concat_ws(' ', last_seq, message_count, newest_preview,
                                         coalesce(cast(response_time_seconds as text), '-')) as facts
                        from ticket where id = cast(:id as uuid)
                        """, Map.of("id", ticket.submission().id()), row -> row.text("facts"))
                .orElseThrow();
    }

    private boolean writesNothing(ConversationState conversation) {
        return database.transaction(tx -> {
            assertThat(ConversationReplica.take(tx, conversation)).isPresent();
            return tx.queryOne(
                            "select pg_current_xact_id_if_assigned() is null as nothing",
                            Map.of(),
                            row -> row.flag("nothing"))
                    .orElseThrow();
        });
    }

    private static ConversationState secondMessageOf(Ticket ticket) {
        return messageOf(ticket, 2, "Any news?", null);
    }

    private static ConversationState messageOf(Ticket ticket, long seq, String text, @Nullable Instant repliedAt) {
        return messageOf(ticket.submission().id(), ticket, seq, text, repliedAt);
    }

    private static ConversationState messageOf(
            UUID id, Ticket ticket, long seq, String text, @Nullable Instant repliedAt) {
        return new ConversationState(
                id,
                ticket.submission().number(),
                1,
                new Owner(null, "a@x.ng", null),
                seq,
                seq,
                seq,
                new ConversationState.NewestMessage(
                        UUID.randomUUID(), seq, text, true, ticket.submission().createdAt()),
                repliedAt,
                repliedAt,
                0,
                null);
    }
}
