package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.tell.CallSettings;
import com.smipay.support.kit.tell.Sister;
import com.smipay.support.kit.tell.SisterClient;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.JavaClient;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.handshake.SocketServer;
import com.smipay.support.realtime.handshake.SocketSettings;
import com.smipay.support.realtime.rooms.Delivery;
import com.smipay.support.realtime.rooms.Frame;
import com.smipay.support.realtime.rooms.Goodbye;
import com.smipay.support.realtime.rooms.Rooms;
import com.smipay.support.realtime.typing.Typing;
import com.smipay.support.realtime.typing.TypingWire;
import com.smipay.support.testkit.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What clients ask for, over real sockets and a stand-in for the messaging service; Kafka has no part in it.
class ReceptionTest {
    private static final String SECRET = "a secret of the tests that is long enough";
    private static final Tokens TOKENS = Tokens.with(SECRET);
    private static final Duration SILENCE = Duration.ofMillis(900);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeMessaging messaging = new FakeMessaging();
    private final Rooms rooms = new Rooms(3);
    private final Typing typing = new Typing(
            rooms, UUID.randomUUID(), new TypingWire(new KafkaSettings("127.0.0.1:1", 1, (short) 1)), SILENCE);
    private final SisterClient sister = new SisterClient(
            new Sister("messaging", messaging.url()),
            "Bearer " + FakeMessaging.KEY,
            new CallSettings(Duration.ofSeconds(5), 16, 100, Duration.ofSeconds(1)));
    private final Reception reception = new Reception(rooms, typing, new MessagingClient(sister), executor);
    private final TokenVerifier verifier =
            TokenVerifier.create(new TokenSettings(SECRET, null, null, null), Clock.systemUTC());
    private final SocketServer server =
            new SocketServer(new SocketSettings("127.0.0.1", 0, 1_000, Set.of()), verifier, executor, reception);
    private final int port = server.start();

    private final Events ticket = Events.ownedBy("john");
    private final String ofTicket = "{\"ticket_id\":\"" + ticket.ticketId() + "\"}";

    @AfterEach
    void close() {
        server.close();
        typing.close();
        sister.close();
        messaging.close();
        executor.shutdownNow();
    }

    private RawSocket john() {
        return RawSocket.joined(
                port, TOKENS.user("john").email("john@example.com").sign());
    }

    private RawSocket ada() {
        return RawSocket.joined(port, TOKENS.user("ada").admin().sign());
    }

    private RawSocket inRoom(RawSocket client) {
        JsonNode joined = client.ask("join_ticket", ofTicket);
        assertThat(joined.path("success").asBoolean()).as(joined.toString()).isTrue();
        return client;
    }

    private void say(String what) {
        Delivery.deliver(
                Frame.event("news", Map.of("what", what)),
                rooms.audience(new Audience.TicketRoom(ticket.ticketId(), Viewers.EVERYONE)));
    }

    private static void assertRefused(JsonNode answer, String code) {
        assertThat(answer.path("success").asBoolean(true)).isFalse();
        assertThat(answer.path("code").asText()).isEqualTo(code);
        assertThat(answer.path("message").asText()).isNotBlank();
    }

    @Test
    void anOwnerJoinsAndHearsTheRoom() {
        messaging.has(ticket);
        RawSocket client = john();

        assertThat(client.ask("join_ticket", ofTicket).toString())
                .isEqualTo("{\"success\":true,\"ticket_id\":\"" + ticket.ticketId() + "\",\"status\":\"in_progress\"}");
        say("hello");
        assertThat(client.event("news").path("what").asText()).isEqualTo("hello");
    }

    @Test
    void theMessagingServiceIsAskedForTheCallerItKnows() {
        messaging.has(ticket);
        UUID last = UUID.randomUUID();
        RawSocket.joined(
                        port,
                        TOKENS.user("eve")
                                .email("john@example.com")
                                .emailVerified(false)
                                .sign())
                .ask("join_ticket", ofTicket);
        ada().ask("join_ticket", "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + last + "\"}");

        assertThat(messaging.questions())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"user_id\":\"eve\",\"email\":null,\"role\":\"user\",\"path\":\"/internal/conversations/"
                                + ticket.ticketId() + "/join\"}",
                        "{\"user_id\":\"ada\",\"email\":null,\"role\":\"admin\",\"last_message_id\":\"" + last
                                + "\",\"path\":\"/internal/conversations/" + ticket.ticketId() + "/join\"}");
    }

    @Test
    void aStrangerIsRefusedAndHearsNothing() {
        messaging.has(ticket);
        RawSocket eve = RawSocket.joined(port, TOKENS.user("eve").sign());

        assertRefused(eve.ask("join_ticket", ofTicket), "TICKET_NOT_FOUND");
        say("secret");
        eve.emit("join_ticket", ofTicket);
        assertThat(eve.event("exception").path("code").asText()).isEqualTo("TICKET_NOT_FOUND");
        assertThat(comesTrue(() -> !eve.events("news").isEmpty())).isFalse();
        assertThat(rooms.size()).isEqualTo(1);
    }

    @Test
    void whatWasMissedStandsInTheAnswer() {
        MessageState first = ticket.userMessage(1, "first");
        MessageState note = ticket.note(2, "careful");
        MessageState reply = ticket.reply(3, "looking into it");
        messaging.has(ticket, first, note, reply);
        String since = "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + first.id() + "\"}";

        JsonNode users = john().ask("join_ticket", since);
        JsonNode admins = ada().ask("join_ticket", since);

        assertThat(users.path("missed")).hasSize(1);
        assertThat(users.path("missed").get(0).path("id").asText())
                .isEqualTo(reply.id().toString());
        assertThat(users.has("more")).isFalse();
        assertThat(admins.path("missed")).hasSize(2);
        assertRefused(
                john().ask(
                                "join_ticket",
                                "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\""
                                        + UUID.randomUUID() + "\"}"),
                "VALIDATION_FAILED");
    }

    @Test
    void manyLongMessagesAreAnsweredInPart() {
        MessageState[] messages = IntStream.rangeClosed(1, 201)
                .mapToObj(seq -> ticket.reply(seq, "₦".repeat(5_000)))
                .toArray(MessageState[]::new);
        messaging.has(ticket, messages);

        JsonNode answer = john().ask(
                        "join_ticket",
                        "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"last_message_id\":\"" + messages[0].id()
                                + "\"}");

        assertThat(answer.path("more").asBoolean()).isTrue();
        assertThat(answer.path("missed")).hasSizeBetween(10, 199);
        assertThat(answer.path("missed").get(0).path("id").asText())
                .isEqualTo(messages[1].id().toString());
    }

    @Test
    void whatIsPushedWhileTheQuestionIsUnderWayFollowsTheAnswer() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket client = john();
        int join = client.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        say("posted after the question");
        assertThat(client.events("news")).isEmpty();
        messaging.goOn();

        client.event("news");
        List<String> order = client.received().stream()
                .filter(frame -> frame.startsWith("43/support," + join) || frame.contains("news"))
                .toList();
        assertThat(order).hasSize(2);
        assertThat(order.getFirst()).startsWith("43/support," + join);
    }

    @Test
    void whatIsPushedWhileARefusalIsUnderWayIsNeverShown() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket eve = RawSocket.joined(port, TOKENS.user("eve").sign());
        int join = eve.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        say("secret");
        messaging.goOn();

        assertRefused(eve.answer(join), "TICKET_NOT_FOUND");
        assertThat(comesTrue(() -> !eve.events("news").isEmpty())).isFalse();
    }

    @Test
    void whoDisconnectsWhileJoiningIsInNoRoom() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket client = john();
        client.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        client.cut();
        until("the socket is gone", () -> rooms.everybody().isEmpty());
        messaging.goOn();

        assertThat(comesTrue(() -> rooms.size() > 0)).isFalse();
    }

    @Test
    void aRequestUnderWayWhenTheServerStopsIsNoFault() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Reception.class);
        log.start();
        logger.addAppender(log);
        messaging.has(ticket);
        messaging.hold();
        john().askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        server.close();
        messaging.goOn();
        executor.shutdown();

        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        logger.detachAppender(log);
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(rooms.everybody()).isEmpty();
    }

    @Test
    void aClaimWhileTheQuestionIsUnderWayTurnsTheAnswerIntoARefusal() {
        Events guests = new Events(ticket.ticketId(), new Owner(null, "john@example.com", null));
        messaging.has(guests);
        messaging.hold();
        RawSocket other = RawSocket.joined(
                port, TOKENS.user("other").email("john@example.com").sign());
        int join = other.askLater("join_ticket", ofTicket);
        until("the question arrives", () -> messaging.questions().size() == 1);
        rooms.ownedBy(ticket.ticketId(), ticket.owner());
        messaging.goOn();

        assertRefused(other.answer(join), "TICKET_NOT_FOUND");
    }

    @Test
    void aMessagingServiceThatIsBrokenRefusesForNow() {
        messaging.has(ticket);
        RawSocket client = inRoom(john());
        for (int status : new int[] {500, 503, 401, 418}) {
            messaging.breakWith(status);
            assertRefused(client.ask("join_ticket", ofTicket), "UNAVAILABLE");
            assertRefused(client.ask("mark_read", ofTicket), "UNAVAILABLE");
        }
        say("secret");
        assertThat(comesTrue(() -> !client.events("news").isEmpty()))
                .as("a failed join leaves no membership")
                .isFalse();

        messaging.breakWith(null);
        inRoom(client);
    }

    @Test
    void aJoinThatWaitsKeepsNobodyElseWaiting() {
        messaging.has(ticket);
        RawSocket quick = inRoom(ada());
        messaging.hold();
        List<RawSocket> slow = IntStream.range(0, 10).mapToObj(i -> john()).toList();
        slow.forEach(client -> client.askLater("join_ticket", ofTicket));
        until("the questions arrive", () -> messaging.questions().size() == 11);

        say("meanwhile");
        quick.event("news");
        assertThat(quick.ask("leave_ticket", ofTicket).path("success").asBoolean())
                .isTrue();
        messaging.goOn();
    }

    @Test
    void oneClientsRequestsAreAnsweredInOrder() {
        messaging.has(ticket);
        RawSocket client = john();
        int join = client.askLater("join_ticket", ofTicket);
        int typing = client.askLater("typing", ofTicket);
        int leave = client.askLater("leave_ticket", ofTicket);
        int late = client.askLater("typing", ofTicket);

        assertThat(client.answer(join).path("success").asBoolean()).isTrue();
        assertThat(client.answer(typing).path("success").asBoolean()).isTrue();
        assertThat(client.answer(leave).path("success").asBoolean()).isTrue();
        assertRefused(client.answer(late), "NOT_JOINED");
    }

    @Test
    void aFloodIsRefusedAndNotKept() {
        messaging.has(ticket);
        messaging.hold();
        RawSocket client = john();
        int[] asked = IntStream.range(0, 100)
                .map(i -> client.askLater("join_ticket", ofTicket))
                .toArray();

        assertRefused(client.answer(asked[99]), "RATE_LIMITED");
        messaging.goOn();
        assertThat(client.answer(asked[0]).path("success").asBoolean()).isTrue();
    }

    @Test
    void nobodyJoinsMoreTicketsThanItMay() {
        RawSocket client = ada();
        for (int i = 0; i < 3; i++) {
            Events other = Events.ownedBy("u");
            messaging.has(other);
            assertThat(client.ask("join_ticket", "{\"ticket_id\":\"" + other.ticketId() + "\"}")
                            .path("success")
                            .asBoolean())
                    .isTrue();
        }
        messaging.has(ticket);

        assertRefused(client.ask("join_ticket", ofTicket), "RATE_LIMITED");
    }

    @Test
    void malformedPayloadsAreRefusedAndNeverFatal() {
        RawSocket client = john();
        for (String payload : new String[] {
            "null",
            "7",
            "\"x\"",
            "[]",
            "{}",
            "{\"ticket_id\":1}",
            "{\"ticket_id\":\"x\"}",
            "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e999999999}"
        }) {
            for (String event :
                    new String[] {"join_ticket", "leave_ticket", "typing", "stop_typing", "mark_read", "x"}) {
                assertRefused(client.ask(event, payload), "VALIDATION_FAILED");
            }
        }
        client.send("42/support,[\"join_ticket\"]");
        client.send("42/support,[]");
        client.send("42/support,[{\"x\":1}]");
        assertThat(client.event("exception", 3).path("status").asText()).isEqualTo("error");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void typingGoesToEverybodyElseInTheRoom() {
        messaging.has(ticket);
        RawSocket phone = inRoom(john());
        RawSocket tablet = inRoom(john());
        RawSocket admin = inRoom(ada());
        RawSocket elsewhere = ada();

        phone.emit("typing", ofTicket);

        assertThat(admin.event("typing").toString())
                .isEqualTo("{\"ticket_id\":\"" + ticket.ticketId() + "\",\"user_id\":\"john\",\"is_admin\":false}");
        tablet.event("typing");
        admin.emit("typing", ofTicket);
        assertThat(phone.event("typing").path("is_admin").asBoolean()).isTrue();
        assertThat(phone.events("typing")).hasSize(1);
        assertThat(elsewhere.events("typing")).isEmpty();
    }

    @Test
    void typingCountsOnlyFromTheRoom() {
        messaging.has(ticket);
        RawSocket admin = inRoom(ada());
        RawSocket outside = john();

        assertRefused(outside.ask("typing", ofTicket), "NOT_JOINED");
        assertRefused(outside.ask("stop_typing", ofTicket), "NOT_JOINED");
        assertThat(outside.ask("leave_ticket", ofTicket).path("success").asBoolean())
                .as("who is not there has nothing to leave")
                .isTrue();
        assertThat(comesTrue(() -> !admin.events("typing").isEmpty())).isFalse();
    }

    @Test
    void typingCountsOnceASecond() {
        messaging.has(ticket);
        RawSocket admin = inRoom(ada());
        RawSocket client = inRoom(john());
        for (int i = 0; i < 5; i++) {
            assertThat(client.ask("typing", ofTicket).path("success").asBoolean())
                    .isTrue();
        }

        admin.event("stop_typing");
        assertThat(admin.events("typing")).hasSize(1);
    }

    @Test
    void silenceLeavingAndGoingStopTheTyping() {
        messaging.has(ticket);
        RawSocket admin = inRoom(ada());

        RawSocket silent = inRoom(john());
        silent.emit("typing", ofTicket);
        admin.event("stop_typing", 1);

        RawSocket leaving = inRoom(john());
        leaving.emit("typing", ofTicket);
        admin.event("typing", 2);
        leaving.ask("leave_ticket", ofTicket);
        admin.event("stop_typing", 2);

        RawSocket going = inRoom(john());
        going.emit("typing", ofTicket);
        admin.event("typing", 3);
        going.cut();
        admin.event("stop_typing", 3);

        RawSocket stopping = inRoom(john());
        stopping.emit("typing", ofTicket);
        stopping.emit("stop_typing", ofTicket);
        admin.event("stop_typing", 4);
        assertThat(comesTrue(() -> admin.events("stop_typing").size() > 4))
                .as("said once")
                .isFalse();
    }

    @Test
    void usersMarkAsReadAndAdminsDoNot() {
        MessageState newest = ticket.reply(2, "Hello");
        messaging.has(ticket, newest);
        RawSocket client =
                RawSocket.joined(port, TOKENS.user("john").name("John Doe").sign());

        assertThat(client.ask("mark_read", ofTicket).toString())
                .isEqualTo("{\"success\":true,\"ticket_number\":\"SMI-2026-001234\",\"last_message_id\":\""
                        + newest.id() + "\",\"read_at\":\"2026-02-24T12:00:00.000Z\"}");
        assertThat(messaging.questions().getFirst().toString())
                .startsWith("{\"user_id\":\"john\",\"email\":null,\"role\":\"user\",\"first_name\":\"John\","
                        + "\"last_name\":\"Doe\",\"path\"");
        assertRefused(ada().ask("mark_read", ofTicket), "FORBIDDEN");
        assertRefused(client.ask("mark_read", "{\"ticket_id\":\"" + UUID.randomUUID() + "\"}"), "TICKET_NOT_FOUND");
    }

    @Test
    void theOfficialClientIsServed() {
        messaging.has(ticket);
        try (JavaClient client = JavaClient.connected(port, TOKENS.user("john").sign())) {
            JsonNode joined = client.ask(
                    "join_ticket", Map.of("ticket_id", ticket.ticketId().toString()));
            assertThat(joined.path("status").asText()).isEqualTo("in_progress");
            client.emit("typing", "no object");
            assertThat(client.event("exception").path("code").asText()).isEqualTo("VALIDATION_FAILED");
        }
        until("it is gone", () -> rooms.everybody().isEmpty());
    }

    @Test
    void theGoodbyeBringsTheOfficialClientBackAtOnce() {
        try (JavaClient client = JavaClient.connected(port, TOKENS.user("john").sign());
                RawSocket raw = john()) {
            until("both are there", () -> rooms.everybody().size() == 2);
            Goodbye.toAll(rooms, Duration.ofSeconds(2));

            assertThat(raw.awaitClose()).isEqualTo(RawSocket.CUT);
            client.event("disconnect");
            client.event("connect", 2);
        }
    }
}
