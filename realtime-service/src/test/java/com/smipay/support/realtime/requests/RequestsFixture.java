package com.smipay.support.realtime.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.realtime.api.SocketServer;
import com.smipay.support.realtime.api.SocketSettings;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.domain.SupportIdentity;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.replica.AgentInquiry;
import com.smipay.support.realtime.replica.Agents;
import com.smipay.support.realtime.store.Delivery;
import com.smipay.support.realtime.store.Frame;
import com.smipay.support.realtime.store.Indicators;
import com.smipay.support.realtime.store.Rooms;
import com.smipay.support.realtime.store.TypingWire;
import com.smipay.support.testkit.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/// A reception over real sockets, with a stand-in for the messaging service; Kafka has no part in it.
abstract class RequestsFixture {
    static final String SECRET = "a secret of the tests that is long enough";
    static final Tokens TOKENS = Tokens.with(SECRET);
    static final Duration SILENCE = Duration.ofMillis(900);

    static final SupportIdentity DESK = new SupportIdentity("Smipay Support", "support@smipay.com");

    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final FakeMessaging messaging = new FakeMessaging();
    final Rooms rooms = new Rooms(3, 20);
    final Indicators indicators = new Indicators(
            rooms,
            UUID.randomUUID(),
            new TypingWire(new KafkaSettings("127.0.0.1:1", 1, (short) 1), () -> false),
            new Indicators.Times(SILENCE, Duration.ofMillis(100), SILENCE));
    final PeerClient peer = new PeerClient(
            new Peer("messaging", messaging.url()),
            "Bearer " + FakeMessaging.KEY,
            new CallSettings(Duration.ofSeconds(5), 16, 100, Duration.ofSeconds(1)));
    final Agents agents = new Agents(new AgentInquiry(peer), AdminRoles.USUAL, rooms, Duration.ofMillis(200));
    final TokenVerifier verifier = TokenVerifier.create(new TokenSettings(SECRET, null, null, null), Clock.systemUTC());
    final Authenticator authenticator = new Authenticator(verifier, agents);
    final EventDispatcher dispatcher =
            new EventDispatcher(rooms, indicators, new MessagingClient(peer), DESK, authenticator, agents, executor);
    final SocketServer server = new SocketServer(
            new SocketSettings("127.0.0.1", 0, 1_000, Set.of("*"), Duration.ofSeconds(20), 20),
            authenticator,
            executor,
            dispatcher);
    final int port = server.start();

    {
        agents.start();
        indicators.start();
    }

    final Events ticket = Events.ownedBy("john");
    final ChatEvents chat = ChatEvents.ownedBy("john");
    final String ofChat = "{\"conversation_id\":\"" + chat.id() + "\"}";
    final String ofChatsTicket = "{\"ticket_id\":\"" + chat.id() + "\"}";
    final String ofTicket = "{\"ticket_id\":\"" + ticket.ticketId() + "\"}";

    @AfterEach
    void close() {
        server.close();
        agents.close();
        indicators.close();
        peer.close();
        messaging.close();
        executor.shutdownNow();
    }

    /// Another reception with the same peer, whose rooms have other bounds.
    Desk desk(Rooms other) {
        return new Desk(new SocketServer(
                new SocketSettings("127.0.0.1", 0, 1_000, Set.of("*"), Duration.ofSeconds(20), 20),
                authenticator,
                executor,
                new EventDispatcher(
                        other, indicators, new MessagingClient(peer), DESK, authenticator, agents, executor)));
    }

    static final class Desk implements AutoCloseable {
        private final SocketServer server;
        private final int port;

        private Desk(SocketServer server) {
            this.server = server;
            this.port = server.start();
        }

        int port() {
            return port;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    RawSocket john() {
        return RawSocket.joined(
                port, TOKENS.user("john").email("john@example.com").sign());
    }

    RawSocket ada() {
        return RawSocket.joined(port, TOKENS.user("ada").admin().sign());
    }

    RawSocket inRoom(RawSocket client) {
        JsonNode joined = client.ask("join_ticket", ofTicket);
        assertThat(joined.path("success").asBoolean()).as(joined.toString()).isTrue();
        return client;
    }

    RawSocket inChat(RawSocket client) {
        JsonNode joined = client.ask("join_conversation", ofChat);
        assertThat(joined.path("success").asBoolean()).as(joined.toString()).isTrue();
        return client;
    }

    /// To everybody in the room of the chat.
    void sayInChat(String what) {
        Delivery.deliver(
                Frame.event("news", Map.of("what", what)),
                rooms.audience(new Audience.TicketRoom(chat.id(), Viewers.EVERYONE)));
    }

    void say(String what) {
        Delivery.deliver(
                Frame.event("news", Map.of("what", what)),
                rooms.audience(new Audience.TicketRoom(ticket.ticketId(), Viewers.EVERYONE)));
    }

    static void assertRefused(JsonNode answer, String code) {
        assertThat(answer.path("success").asBoolean(true)).isFalse();
        assertThat(answer.path("code").asText()).isEqualTo(code);
        assertThat(answer.path("message").asText()).isNotBlank();
    }
}
