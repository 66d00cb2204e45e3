package com.smipay.support.acceptance.trouble;

import static com.smipay.support.acceptance.trouble.Stopwatch.quick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.outside.StackPart.Frozen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Each service in turn hangs: it takes connections and answers nothing.
@Order(Integer.MAX_VALUE - 20)
@Isolated("it breaks the stack of all")
class PeersAwayTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void withoutMessagingTicketsAreOpenedListedDecidedAboutAndRated() {
        Ticket known = app.open();
        Ticket fresh;
        try (LiveSocket socket = LiveSocket.of(app.person())) {
            socket.join(known);
            try (Frozen hanging = part("messaging-service").freeze()) {
                fresh = quick(app::open);
                assertThat(quick(() -> app.listed(fresh)).path("message_count").asInt())
                        .isEqualTo(1);
                assertThat(quick(() -> admin.row(fresh)).path("status").asText())
                        .isEqualTo("pending");
                quick(() -> admin.status(known, "resolved")).success(200, "Ticket resolved");
                quick(() -> admin.assign(known, admin.person().id())).success(200, "Ticket assigned");
                quick(() -> admin.priority(known, "high")).success(200, "Priority updated");
                quick(() -> app.rate(known, 5)).success(201, "Thank you for your feedback");
                assertThat(admin.row(known).path("satisfaction_rating").asInt()).isEqualTo(5);
                assertThat(socket.await("status_changed").text("new_status")).isEqualTo("resolved");
                away(quick(() -> admin.ticket(known.id())));
                away(quick(() -> app.request(Json.mapper()
                        .createObjectNode()
                        .put("ticket_number", fresh.number())
                        .put("description", Canary.text("Is anybody there?"))
                        .put("email", fresh.email()))));
                JsonNode joined = quick(() -> socket.ask("join_ticket", LiveSocket.of(fresh)));
                assertThat(joined.path("code").asText()).isEqualTo("UNAVAILABLE");
                JsonNode again = quick(() -> socket.ask("join_ticket", LiveSocket.of(known)));
                assertThat(again.path("code").asText()).isEqualTo("UNAVAILABLE");
            }
            Wait.until("a reply is taken again")
                    .until(() -> admin.reply(known, "We are back").status() == 201);
            socket.await("new_message", e -> e.text("ticket_id").equals(known.id()));
        }
        Wait.until("the new ticket's conversation is there")
                .until(() -> app.conversation(fresh).status() == 200);
        assertThat(app.read(fresh).path("messages").path(0).path("id").asText()).isEqualTo(fresh.opening());
        Wait.until("the resolved ticket takes no message")
                .until(() -> app.read(known).path("status").asText().equals("resolved"));
        app.write(known, Canary.text("Too late")).refused(400, "TICKET_NOT_OPEN");
        Wait.until("the rating is shown")
                .until(() -> app.read(known).path("satisfaction_rating").asInt() == 5);
        assertThat(admin.detail(known).path("messages"))
                .as("its opening and the reply")
                .hasSize(2);
    }

    @Test
    void withoutTheTicketServiceConversationsAndRatingsGoOn() {
        Ticket pending = app.open();
        Ticket waiting = app.open();
        Ticket resolved = app.open();
        admin.moved(waiting, "waiting_user");
        admin.moved(resolved, "resolved");
        List<String> said = new ArrayList<>();
        try (LiveSocket socket = LiveSocket.of(app.person())) {
            socket.join(pending);
            try (Frozen hanging = part("ticket-service").freeze()) {
                assertThat(quick(() -> app.read(pending)).path("total_messages").asInt())
                        .isEqualTo(1);
                said.add(quick(() -> admin.replied(pending, "We are on it"))
                        .path("id")
                        .asText());
                said.add(quick(() -> app.say(pending, Canary.text("Thank you")))
                        .path("id")
                        .asText());
                quick(() -> app.say(waiting, Canary.text("Here is my answer")));
                quick(() -> admin.note(waiting, Canary.text("A note"))).success(201, "Reply sent");
                quick(() -> app.markRead(pending)).success(200, "Marked as read");
                quick(() -> app.rate(resolved, 2)).success(201, "Thank you for your feedback");
                app.rate(resolved, 3).refused(400, "RATING_EXISTS");
                app.write(resolved, Canary.text("Too late")).refused(400, "TICKET_NOT_OPEN");
                assertThat(app.read(pending).path("messages").findValuesAsText("id"))
                        .containsExactly(pending.opening(), said.get(0), said.get(1));
                socket.await(
                        "new_message",
                        e -> e.payload().path("message").path("id").asText().equals(said.get(1)));
                for (Reply unknown : List.of(
                        quick(() -> app.conversation("SMI-2026-999999999", "")),
                        quick(() -> app.write("SMI-2026-999999999", Canary.text("To whom?"), Canary.email())),
                        quick(() -> app.rate(
                                "SMI-2026-999999999",
                                Json.mapper().createObjectNode().put("rating", 3))))) {
                    away(unknown);
                }
            }
        }
        Wait.until("the reply has moved the ticket").until(() -> moved(pending));
        Wait.until("the answer has moved the ticket").until(() -> moved(waiting));
        Wait.until("the rating is listed")
                .until(() -> admin.row(resolved).path("satisfaction_rating").asInt() == 2);
        JsonNode row = admin.row(pending);
        assertThat(row.path("message_count").asInt()).isEqualTo(3);
        assertThat(row.path("first_response_at").asText()).isNotEmpty();
        assertThat(app.listed(pending).path("message_count").asInt()).isEqualTo(3);
        assertThat(app.listed(pending).path("has_unread").asBoolean()).isFalse();
        assertThat(admin.row(waiting).path("message_count").asInt()).isEqualTo(2);
        app.conversation("SMI-2026-999999999", "").refused(404, "TICKET_NOT_FOUND");
    }

    @Test
    void aMessageTakenOnAnOldCopyIsKeptAndTheTicketStaysClosed() {
        Ticket ticket = app.open();
        try (Frozen hanging = part("messaging-service").freeze()) {
            quick(() -> admin.status(ticket, "closed")).success(200, "Ticket closed");
        }
        List<Reply> replies = new ArrayList<>();
        Wait.until("messaging has heard of the close").until(() -> {
            replies.add(app.write(ticket, Canary.text("Am I too late?")));
            return replies.getLast().status() == 400;
        });

        long taken = replies.stream().filter(reply -> reply.status() == 201).count();
        assertThat(app.read(ticket).path("total_messages").asLong()).isEqualTo(1 + taken);
        assertThat(app.read(ticket).path("status").asText()).isEqualTo("closed");
        Wait.until("the list counts them")
                .until(() -> admin.row(ticket).path("message_count").asLong() == 1 + taken);
        assertThat(admin.row(ticket).path("status").asText()).isEqualTo("closed");
    }

    @Test
    void withoutTheRatingServiceEverythingElseGoesOn() {
        Ticket ticket = app.open();
        try (Frozen hanging = part("rating-service").freeze()) {
            quick(() -> admin.reply(ticket, "We are on it")).success(201, "Reply sent");
            quick(() -> app.say(ticket, Canary.text("Thank you")));
            quick(() -> admin.status(ticket, "resolved")).success(200, "Ticket resolved");
            quick(app::open);
            assertThat(admin.row(ticket).path("status").asText()).isEqualTo("resolved");
            assertThat(app.read(ticket).path("status").asText()).isEqualTo("resolved");
        }
        Wait.until("the resolved ticket is rated")
                .until(() -> app.rate(ticket, 4).status() == 201);
        assertThat(app.read(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
    }

    @Test
    void aPeerThatHangsIsLeftAloneSoThatNobodyWaitsForIt() {
        Ticket ticket = app.open();
        try (Frozen hanging = part("rating-service").freeze()) {
            Wait.until("calls are answered as fast as ever").until(() -> {
                long began = System.nanoTime();
                admin.priority(ticket, "high");
                admin.priority(ticket, "low");
                return System.nanoTime() - began < 400_000_000L;
            });
        }
    }

    private boolean moved(Ticket ticket) {
        return admin.row(ticket).path("status").asText().equals("in_progress")
                && app.read(ticket).path("status").asText().equals("in_progress");
    }

    private static StackPart part(String name) {
        return LocalStack.running().part(name);
    }

    private static void away(Reply reply) {
        reply.refused(503, "UNAVAILABLE");
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }
}
