package com.smipay.support.acceptance.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Joining, leaving, marking, and how a client event is refused (`decisions.md` 26, 27, 38).
class RoomTest {
    private final Person user = Person.user();
    private final App app = user.app();
    private final Person agent = Person.admin();
    private final Dashboard admin = agent.dashboard();
    private final Ticket ticket = app.open();
    private final LiveSocket socket = LiveSocket.of(user);
    private final LiveSocket desk = LiveSocket.of(agent);

    @AfterEach
    void close() {
        socket.close();
        desk.close();
    }

    @Test
    void joiningTellsTheStatus() {
        JsonNode joined = socket.join(ticket);

        assertThat(joined.path("ticket_id").asText()).isEqualTo(ticket.id());
        assertThat(joined.path("status").asText()).isEqualTo("pending");
        assertThat(joined.has("missed")).isFalse();
        admin.moved(ticket, "escalated");
        assertThat(socket.join(ticket).path("status").asText()).isEqualTo("escalated");
    }

    /// Beside a member that joined once (`decisions.md` 58).
    @Test
    void whoJoinsAgainAndAgainMissesNothing() throws Exception {
        desk.join(ticket);
        socket.join(ticket);
        AtomicBoolean goOn = new AtomicBoolean(true);
        Thread eager = Thread.startVirtualThread(() -> {
            while (goOn.get()) {
                socket.tell("join_ticket", new JSONObject(Map.of("ticket_id", ticket.id())));
                LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
            }
        });
        List<String> said = IntStream.range(0, 60)
                .mapToObj(i ->
                        app.say(ticket, Canary.text("Message " + i)).path("id").asText())
                .toList();

        desk.await("new_message", e -> messageId(e).equals(said.getLast()));
        socket.await("new_message", e -> messageId(e).equals(said.getLast()));
        goOn.set(false);
        eager.join();
        assertThat(socket.all("new_message")).extracting(RoomTest::messageId).isEqualTo(said);
        assertThat(desk.all("new_message")).extracting(RoomTest::messageId).isEqualTo(said);
    }

    private static String messageId(Event event) {
        return event.payload().path("message").path("id").asText();
    }

    @Test
    void onlyTheOwnerAndAdminsMayJoin() {
        try (LiveSocket stranger = LiveSocket.of(Person.user())) {
            refused(stranger.ask("join_ticket", LiveSocket.of(ticket)), "TICKET_NOT_FOUND");
        }
        desk.join(ticket);
        refused(
                socket.ask(
                        "join_ticket",
                        Json.mapper().createObjectNode().put("ticket_id", "0193b1c0-0000-7000-8000-000000000001")),
                "TICKET_NOT_FOUND");
    }

    @Test
    void aGuestsTicketIsJoinedByTheAccountWithItsEmailOnly() {
        Person guest = Person.guest();
        Ticket own = guest.app().open();
        try (LiveSocket account = LiveSocket.of(guest.registered())) {
            account.join(own);
        }
        refused(socket.ask("join_ticket", LiveSocket.of(own)), "TICKET_NOT_FOUND");
    }

    @Test
    void whatWasMissedComesWithTheJoiningWithoutNotesForUsersAndWithThemForAdmins() {
        List<String> visible = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String reply = admin.replied(ticket, "Reply number " + i).path("id").asText();
            visible.add(reply);
            all.add(reply);
            all.add(admin.note(ticket, Canary.text("Note")).data().path("id").asText());
        }

        JsonNode mine = socket.join(ticket, ticket.opening());
        JsonNode theirs = desk.join(ticket, ticket.opening());

        assertThat(mine.path("missed").findValuesAsText("id")).isEqualTo(visible);
        assertThat(mine.path("more").asBoolean()).isFalse();
        assertThat(theirs.path("missed").findValuesAsText("id")).isEqualTo(all);
        assertThat(socket.join(ticket, visible.get(1)).path("missed").findValuesAsText("id"))
                .containsExactly(visible.get(2));
        assertThat(socket.join(ticket, visible.get(2)).path("missed")).isEmpty();
        JsonNode first = mine.path("missed").path(0);
        assertThat(first.path("message").asText()).isEqualTo("Reply number 0");
        assertThat(first.path("is_internal").asBoolean(true)).isFalse();
        assertThat(first.path("sender_name").asText()).isEqualTo(agent.name());
    }

    @Test
    void atMost200AreMissedAtOnceAndTheRestIsToldToBeThere() {
        List<String> ids = IntStream.range(0, 203)
                .mapToObj(i -> app.say(ticket, "Message number %03d".formatted(i))
                        .path("id")
                        .asText())
                .toList();

        JsonNode joined = socket.join(ticket, ticket.opening());

        assertThat(joined.path("missed").findValuesAsText("id")).isEqualTo(ids.subList(0, 200));
        assertThat(joined.path("more").asBoolean()).isTrue();
        JsonNode rest = socket.join(ticket, ids.get(199));
        assertThat(rest.path("missed").findValuesAsText("id")).isEqualTo(ids.subList(200, 203));
        assertThat(rest.path("more").asBoolean()).isFalse();
    }

    @Test
    void anUnknownLastMessageIsRefused() {
        for (String bad : List.of("nonsense", "0193b1c0-0000-7000-8000-000000000001")) {
            refused(socket.ask("join_ticket", LiveSocket.of(ticket).put("last_message_id", bad)), "VALIDATION_FAILED");
        }
        String note = admin.note(ticket, Canary.text("Note")).data().path("id").asText();
        refused(socket.ask("join_ticket", LiveSocket.of(ticket).put("last_message_id", note)), "VALIDATION_FAILED");
    }

    @Test
    void messagesComeInTheirOrderOnceAndStopAfterLeaving() {
        socket.join(ticket);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add((i % 2 == 0
                            ? app.say(ticket, Canary.text("Message number " + i))
                            : admin.replied(ticket, "Reply " + i))
                    .path("id")
                    .asText());
        }
        socket.await("new_message", e -> id(e).equals(sent.getLast()));

        assertThat(socket.all("new_message")).extracting(RoomTest::id).isEqualTo(sent);

        desk.join(ticket);
        socket.leave(ticket);
        socket.forget();
        String last = app.say(ticket, Canary.text("Nobody listens")).path("id").asText();
        desk.await("new_message", e -> id(e).equals(last));
        socket.settle();
        assertThat(socket.all("new_message")).isEmpty();
    }

    @Test
    void changesOfStatusComeInTheirOrder() {
        socket.join(ticket);
        List<String> moves = List.of("escalated", "in_progress", "waiting_user", "resolved", "in_progress", "closed");

        moves.forEach(status -> admin.moved(ticket, status));

        socket.await("status_changed", e -> e.text("new_status").equals("closed"));
        assertThat(socket.all("status_changed"))
                .extracting(e -> e.text("new_status"))
                .isEqualTo(moves);
    }

    @Test
    void readingIsMarkedOverTheSocketToo() {
        String reply = admin.replied(ticket, "Hello").path("id").asText();
        socket.join(ticket);
        desk.join(ticket);

        JsonNode marked = LiveSocket.yes(socket.ask("mark_read", LiveSocket.of(ticket)));

        assertThat(marked.path("last_message_id").asText()).isEqualTo(reply);
        assertThat(app.listed(ticket).path("has_unread").asBoolean()).isFalse();
        Event read = desk.await("messages_read");
        assertThat(read.text("user_id")).isEqualTo(user.id());
        assertThat(read.text("last_message_id")).isEqualTo(reply);
        assertThat(read.text("read_at")).isEqualTo(marked.path("read_at").asText());
        refused(socket.ask("mark_read", LiveSocket.of(ticket).put("last_message_id", "nonsense")), "VALIDATION_FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"join_ticket", "leave_ticket", "typing", "stop_typing", "mark_read"})
    void aMalformedPayloadIsRefusedAndNeverFatal(String event) throws Exception {
        for (String bad : List.of("{}", "{\"ticket_id\":null}", "{\"ticket_id\":7}", "{\"ticket_id\":\"x\"}")) {
            refused(socket.ask(event, Json.mapper().readTree(bad)), "VALIDATION_FAILED");
        }
        socket.tell(event);
        socket.tell(event, "text");
        socket.tell(event, 7);
        socket.tell(event, new JSONArray("[1]"));
        socket.tell(event, new JSONObject("{}"), "and more");
        socket.settle();

        assertThat(socket.isConnected()).isTrue();
        assertThat(socket.all("exception")).hasSize(5).allSatisfy(refusal -> {
            assertThat(refusal.text("status")).isEqualTo("error");
            assertThat(refusal.text("code")).isEqualTo("VALIDATION_FAILED");
            assertThat(refusal.text("message")).isNotBlank();
        });
    }

    @Test
    void anUnknownEventIsRefused() {
        socket.tell("drop_ticket", new JSONObject());

        assertThat(socket.await("exception").text("code")).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void typingOutsideOfTheRoomIsRefused() {
        refused(socket.ask("typing", LiveSocket.of(ticket)), "NOT_JOINED");
        refused(socket.ask("stop_typing", LiveSocket.of(ticket)), "NOT_JOINED");
    }

    private static String id(Event event) {
        return event.payload().path("message").path("id").asText();
    }

    private static void refused(JsonNode acknowledgement, String code) {
        assertThat(acknowledgement.path("success").asBoolean(true)).isFalse();
        assertThat(acknowledgement.path("code").asText()).isEqualTo(code);
        assertThat(acknowledgement.path("message").asText()).isNotBlank();
    }
}
