package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a restore asks of this service's tables (ADR 0055).
class EpochTest {
    private static final long COUNT = 1_000_000;

    private final CopiesFixture copies = new CopiesFixture();
    private final TestDatabase sql = copies.sql;
    private final TicketState ticket = TicketStates.of("u-1");

    /// Places count messages: they go on where the dump has them.
    @Test
    void everyConversationGoesOnInTheNewEpochAndPlacesDoNot() {
        UUID chat = UUID.randomUUID();
        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            CopiesFixture.post(database, ticket, "One more thing");
            CopiesFixture.openChat(database, chat);
        });

        long begun = begin();

        copies.serve(database -> {
            MessageEvent.Posted next = CopiesFixture.post(database, ticket, "And another");
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
        copies.serve(database -> {
            List<String> numbers = List.of(
                    "SMI-2026-999999",
                    "SMI-2026-1012000",
                    "SMI-DESK-2025-000099",
                    "SMI-DESK-2025-000100",
                    "7-2024-2024-000001",
                    "NONE");
            for (String number : numbers) {
                TicketState each = TicketStates.of("u-1");
                CopiesFixture.open(database, each);
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

        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            TicketReplica.take(database, TicketStates.then(later, "resolved"));
            CopiesFixture.open(database, later);
            for (TicketState each : List.of(ticket, later)) {
                assertThat(CopiesFixture.find(database, each).conversation().revision())
                        .isEqualTo(begun * COUNT + 1);
            }
        });
    }

    @Test
    void aStateIsToldAgainWithWhomItBelongsTo() {
        TicketState guests = TicketStates.guest();
        copies.serve(database -> {
            CopiesFixture.open(database, ticket);
            CopiesFixture.open(database, guests);
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
                MessageEvent.Restated restated = CopiesFixture.restated(event);
                assertThat(event.subject()).isEqualTo(restated.ticketId().toString());
                assertThat(restated.conversation())
                        .isEqualTo(CopiesFixture.find(database, restated.ticketId())
                                .conversation());
                assertThat(restated.chat()).isNull();
                assertThat(
                                restated.claimedBy() == null
                                        ? "nobody"
                                        : restated.claimedBy().id())
                        .isEqualTo(restated.ticketId().equals(ticket.id()) ? "u-1" : "nobody");
            });
        });
    }

    private long begin() {
        return sql.number("select begin_epoch()");
    }
}
