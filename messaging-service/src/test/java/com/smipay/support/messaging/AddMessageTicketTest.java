package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `add-message` knows of the ticket: what it was told meanwhile, and what it has to ask for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddMessageTicketTest {
    @AutoClose
    private final Bench bench = new Bench();

    /// A ticket is remembered from one message to the next; what has become of it meanwhile counts all the same.
    @Test
    void whatHappenedSinceTheLastMessageIsSeen() {
        TicketState ticket = bench.told(TicketStates.guest());
        assertThat(bench.add(ticket, "The first message", null).status()).isEqualTo(201);

        TicketState closed = bench.told(TicketStates.then(ticket, "closed"));
        assertThat(bench.add(ticket, "Behind the closing", null).code()).isEqualTo("TICKET_NOT_OPEN");
        TicketState open = bench.told(TicketStates.then(closed, "in_progress"));
        assertThat(bench.add(ticket, "After the reopening", null).status()).isEqualTo(201);
        bench.told(TicketStates.claimedBy(open, "u-4"));
        assertThat(bench.add(ticket, "After the claim", null).status()).isEqualTo(201);

        JsonNode seen = bench.seen(ticket, bench.owner("u-4"));
        assertThat(seen.path("messages").findValuesAsText("message"))
                .containsExactly(ticket.description(), "The first message", "After the reopening", "After the claim");
        assertThat(bench.send(bench.adding(ticket.ticketNumber(), "1234567890", "no@body.com", null))
                        .code())
                .isEqualTo("EMAIL_MISMATCH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "closed"})
    void closeThenPostIsRefusedAtOnceAndReopeningLetsItThrough(String status) {
        TicketState ticket = bench.told(TicketStates.of("u-1"));
        assertThat(bench.add(ticket, "before it closes", null).status()).isEqualTo(201);
        TicketState settled = TicketStates.then(ticket, status);
        bench.tell(TicketStates.changed(settled));
        assertThat(bench.add(ticket, "after it closed", null).code()).isEqualTo("TICKET_NOT_OPEN");
        bench.tell(TicketStates.changed(TicketStates.then(settled, "in_progress")));

        assertThat(bench.add(ticket, "open once more", null).status()).isEqualTo(201);
    }

    @Test
    void whatTheTicketServiceDecidesOnItIsReadAtOnce() {
        TicketState ticket = bench.told(TicketStates.then(TicketStates.of("u-1"), "waiting_user"));
        bench.tickets.decides(
                ticket.id().toString(),
                event -> List.of(TicketStates.changed(TicketStates.then(ticket, "in_progress"))));

        bench.add(ticket, "here is my answer", bench.owner("u-1"));

        assertThat(bench.seen(ticket, bench.owner("u-1")).path("status").asText())
                .isEqualTo("in_progress");
    }

    @Test
    void whatCannotBeTakenOverFromATellingIsStillASuccess() {
        TicketState ticket = bench.told(TicketStates.of("u-1"));
        EventEnvelope broken = new EventEnvelope(
                java.util.UUID.randomUUID(),
                "ticket.opened",
                "/ticket-service",
                ticket.id().toString(),
                TicketStates.CREATED,
                null,
                null,
                "{}");
        bench.tickets.decides(ticket.id().toString(), event -> List.of(broken));

        assertThat(bench.add(ticket, "here is my answer", null).status()).isEqualTo(201);
    }

    @Test
    void aTicketThatNobodyToldAboutIsAskedForOnce() {
        TicketState ticket = TicketStates.of("u-1");
        bench.tickets.knows(ticket.ticketNumber(), TicketStates.opened(ticket));
        int before = bench.tickets.questions();

        assertThat(bench.add(ticket, "first of all", null).status()).isEqualTo(201);
        assertThat(bench.add(ticket, "second of all", null).status()).isEqualTo(201);

        assertThat(bench.tickets.questions() - before).isEqualTo(1);
        assertThat(bench.seen(ticket, bench.owner("u-1")).path("total_messages").asInt())
                .isEqualTo(3);
    }

    @Test
    void aTicketOfWhichOnlyALaterEventCameIsAskedForItsOpening() {
        TicketState ticket = TicketStates.of("u-1");
        bench.tell(TicketStates.changed(TicketStates.then(ticket, "in_progress")));
        bench.tickets.knows(ticket.ticketNumber(), TicketStates.opened(TicketStates.then(ticket, "in_progress")));

        assertThat(bench.add(ticket, "first of all", null).status()).isEqualTo(201);

        JsonNode seen = bench.seen(ticket, bench.owner("u-1"));
        assertThat(seen.path("status").asText()).isEqualTo("in_progress");
        assertThat(seen.path("messages").path(0).path("message").asText()).isEqualTo(ticket.description());
    }
}
