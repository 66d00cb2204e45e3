package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `add-message` knows of the ticket: what it was told meanwhile, and what it has to ask for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class AddMessageTicketTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    /// A ticket is remembered from one message to the next; what has become of it meanwhile counts all the same.
    @Test
    void whatHappenedSinceTheLastMessageIsSeen() {
        TicketState ticket = service.told(TicketStates.guest());
        assertThat(service.add(ticket, "The first message", null).status()).isEqualTo(201);

        TicketState closed = service.told(TicketStates.then(ticket, "closed"));
        assertThat(service.add(ticket, "Behind the closing", null).code()).isEqualTo("TICKET_NOT_OPEN");
        TicketState open = service.told(TicketStates.then(closed, "in_progress"));
        assertThat(service.add(ticket, "After the reopening", null).status()).isEqualTo(201);
        service.told(TicketStates.claimedBy(open, "u-4"));
        assertThat(service.add(ticket, "After the claim", null).status()).isEqualTo(201);

        JsonNode seen = service.seen(ticket, service.owner("u-4"));
        assertThat(seen.path("messages").findValuesAsText("message"))
                .containsExactly(ticket.description(), "The first message", "After the reopening", "After the claim");
        assertThat(service.send(service.adding(ticket.ticketNumber(), "1234567890", "no@body.com", null))
                        .code())
                .isEqualTo("EMAIL_MISMATCH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "closed"})
    void closeThenPostIsRefusedAtOnceAndReopeningLetsItThrough(String status) {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        assertThat(service.add(ticket, "before it closes", null).status()).isEqualTo(201);
        TicketState settled = TicketStates.then(ticket, status);
        service.tell(TicketStates.changed(settled));
        assertThat(service.add(ticket, "after it closed", null).code()).isEqualTo("TICKET_NOT_OPEN");
        service.tell(TicketStates.changed(TicketStates.then(settled, "in_progress")));

        assertThat(service.add(ticket, "open once more", null).status()).isEqualTo(201);
    }

    @Test
    void whatTheTicketServiceDecidesOnItIsReadAtOnce() {
        TicketState ticket = service.told(TicketStates.then(TicketStates.of("u-1"), "waiting_user"));
        service.tickets.decides(
                ticket.id().toString(),
                event -> List.of(TicketStates.changed(TicketStates.then(ticket, "in_progress"))));

        service.add(ticket, "here is my answer", service.owner("u-1"));

        assertThat(service.seen(ticket, service.owner("u-1")).path("status").asText())
                .isEqualTo("in_progress");
    }

    @Test
    void whatCannotBeTakenOverFromATellingIsStillASuccess() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        EventEnvelope broken = new EventEnvelope(
                java.util.UUID.randomUUID(),
                "ticket.opened",
                "/ticket-service",
                ticket.id().toString(),
                TicketStates.CREATED,
                null,
                null,
                "{}");
        service.tickets.decides(ticket.id().toString(), event -> List.of(broken));

        assertThat(service.add(ticket, "here is my answer", null).status()).isEqualTo(201);
    }

    @Test
    void aTicketThatNobodyToldAboutIsAskedForOnce() {
        TicketState ticket = TicketStates.of("u-1");
        service.tickets.knows(ticket.ticketNumber(), TicketStates.opened(ticket));
        int before = service.tickets.questions();

        assertThat(service.add(ticket, "first of all", null).status()).isEqualTo(201);
        assertThat(service.add(ticket, "second of all", null).status()).isEqualTo(201);

        assertThat(service.tickets.questions() - before).isEqualTo(1);
        assertThat(service.seen(ticket, service.owner("u-1"))
                        .path("total_messages")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aTicketOfWhichOnlyALaterEventCameIsAskedForItsOpening() {
        TicketState ticket = TicketStates.of("u-1");
        service.tell(TicketStates.changed(TicketStates.then(ticket, "in_progress")));
        service.tickets.knows(ticket.ticketNumber(), TicketStates.opened(TicketStates.then(ticket, "in_progress")));

        assertThat(service.add(ticket, "first of all", null).status()).isEqualTo(201);

        JsonNode seen = service.seen(ticket, service.owner("u-1"));
        assertThat(seen.path("status").asText()).isEqualTo("in_progress");
        assertThat(seen.path("messages").path(0).path("message").asText()).isEqualTo(ticket.description());
    }
}
