package com.smipay.support.acceptance.trouble;

import static com.smipay.support.acceptance.trouble.Stopwatch.quick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.outside.StackPart.Frozen;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// PostgreSQL dies, Kafka hangs (`decisions.md` 2).
@Order(Integer.MAX_VALUE - 15)
@Isolated("it breaks the stack of all")
class FoundationsAwayTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void kafkaBeingAwayChangesNoRestAnswerAndThePushesComeWhenItIsBack() {
        Ticket ticket = app.open();
        List<String> said = new ArrayList<>();
        try (LiveSocket socket = LiveSocket.of(app.person())) {
            socket.join(ticket);
            try (Frozen hanging = LocalStack.running().part("kafka").freeze()) {
                Ticket fresh = quick(app::open);
                said.add(quick(() -> admin.replied(ticket, "First")).path("id").asText());
                said.add(quick(() -> app.say(ticket, Canary.text("Second")))
                        .path("id")
                        .asText());
                quick(() -> admin.status(ticket, "resolved")).success(200, "Ticket resolved");
                quick(() -> app.rate(ticket, 5)).success(201, "Thank you for your feedback");

                assertThat(app.read(ticket).path("status").asText()).isEqualTo("resolved");
                assertThat(app.listed(ticket).path("message_count").asInt()).isEqualTo(3);
                assertThat(admin.row(ticket).path("satisfaction_rating").asInt())
                        .isEqualTo(5);
                assertThat(admin.detail(fresh).path("messages")).hasSize(1);
                app.write(ticket, Canary.text("Too late")).refused(400, "TICKET_NOT_OPEN");
            }
            Wait.patiently("the pushes have come")
                    .until(() -> socket.all("status_changed").stream()
                            .anyMatch(e -> e.text("new_status").equals("resolved")));
            assertThat(socket.all("new_message"))
                    .extracting(e -> e.payload().path("message").path("id").asText())
                    .isEqualTo(said);
        }
    }

    @Test
    void aDatabaseThatDiesIsA503AndRetriesWithTheSameKeyEndInOneTicket() {
        JsonNode body = app.newTicket();
        String key = UUID.randomUUID().toString();
        List<Reply> replies = new ArrayList<>();
        LocalStack.running().part("postgres").kill();

        Wait.patiently("the database is back").until(() -> {
            replies.add(Call.post(App.REQUEST)
                    .by(app.person())
                    .header("Idempotency-Key", key)
                    .json(body)
                    .send());
            return replies.getLast().status() == 201;
        });

        assertThat(replies).allSatisfy(reply -> {
            if (reply.status() != 201 && reply.status() != 409) {
                reply.refused(503, "UNAVAILABLE");
                assertThat(reply.header("Retry-After")).isNotEmpty();
            }
        });
        Wait.patiently("every service has its database back")
                .until(() -> app.myTickets().status() == 200
                        && app.conversation("SMI-2026-999999999", "").status() == 404);
        assertThat(app.myTickets().data().path("total_tickets").asInt()).isEqualTo(1);
        for (String service : List.of("ticket-service", "messaging-service", "rating-service")) {
            LocalStack.running().part(service).awaitReady();
        }
    }
}
