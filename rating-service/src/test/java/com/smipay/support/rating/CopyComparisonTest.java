package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.testkit.FakePeer;
import com.smipay.support.testkit.OneServerAtATime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The whole service beside a ticket service that tells of its states (ADR 0055).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class CopyComparisonTest {
    @AutoClose
    private final ServiceFixture service = ServiceFixture.ready();

    /// What was told, and lost behind the service's back, comes back by itself.
    @Test
    void aCopyThatIsNotWhatTheTicketServiceHasIsMended() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        service.ticketService.knows(ticket.id().toString(), TicketStates.opened(ticket));
        service.ticketService.replies(
                "/internal/tickets/states?after=" + StatePage.BEGINNING + "&limit=" + StatePage.MOST,
                call -> new FakePeer.Reply(
                        200,
                        new String(
                                new StatePage(List.of(StateLine.of(ticket)), null).encode(),
                                java.nio.charset.StandardCharsets.UTF_8)));
        service.database.execute("update ticket_copy set status = 'pending' where id = '" + ticket.id() + "'");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> service.database.number("select count(*) from ticket_copy where id = '" + ticket.id()
                                + "' and status = 'resolved'")
                        == 1);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(comparison().path("mended").asLong()).isPositive());
    }

    private JsonNode comparison() {
        return service.send(service.internal("/health/ready"))
                .json()
                .path("checks")
                .valueStream()
                .filter(check -> check.path("name").asText().equals("comparison"))
                .findFirst()
                .orElseThrow()
                .at("/data/copies of tickets");
    }
}
