package com.smipay.support.realtime.presence;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.FakeMessaging.Beat;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Lifeline;
import com.smipay.support.realtime.store.Rooms;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the messaging service hears of who is online, over real HTTP.
class PresenceTest {
    private final FakeMessaging messaging = new FakeMessaging();
    private final Rooms rooms = new Rooms(3, 20);
    private final PeerClient peer = new PeerClient(
            new Peer("messaging", messaging.url()),
            "Bearer " + FakeMessaging.KEY,
            new CallSettings(Duration.ofSeconds(2), 1, 5, Duration.ofMillis(200)));
    private final UUID instanceId = UUID.randomUUID();
    private final Presence presence = new Presence(new PresenceClient(peer), rooms, instanceId);

    @AfterEach
    void close() {
        presence.close();
        peer.close();
        messaging.close();
    }

    private static final class NoLife implements Lifeline {
        @Override
        public void sendAway(Connection connection) {}

        @Override
        public void expel(Connection connection, Refusal why) {}

        @Override
        public void livesUntil(Connection connection, Instant expiry) {}
    }

    private static Caller caller(String userId, Role role) {
        return new Caller(userId, null, true, null, "Ada", null, role, Instant.MAX);
    }

    private Connection connected(String userId, Role role) {
        Connection connection =
                new Connection(UUID.randomUUID(), caller(userId, role), new EmbeddedChannel(), new NoLife());
        rooms.enter(connection);
        return connection;
    }

    private void started() {
        presence.start();
        until("the first beat", () -> !messaging.beats().isEmpty());
    }

    private void awaitAgents(String... ids) {
        until(
                "agents " + List.of(ids),
                () -> messaging.beats().getLast().agents().equals(List.of(ids)));
    }

    private List<String> introduced() {
        return messaging.beats().stream()
                .flatMap(beat -> beat.body().path("people").valueStream())
                .map(person -> person.path("id").asText())
                .toList();
    }

    @Test
    void comingAndGoingIsToldAtOnce() {
        started();
        long start = System.nanoTime();
        Connection desk = connected("ada", Role.ADMIN);
        awaitAgents("ada");
        Connection ben = connected("ben", Role.ADMIN);
        awaitAgents("ada", "ben");
        rooms.leaveAll(ben);
        awaitAgents("ada");
        rooms.leaveAll(desk);
        awaitAgents();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(messaging.beats())
                .allSatisfy(beat ->
                        assertThat(beat.body().path("instance_id").asText()).isEqualTo(instanceId.toString()));
        assertThat(introduced()).containsExactly("ada", "ben");
    }

    @Test
    void onlyTheFirstSocketAndTheLastOneAreNews() {
        started();
        Connection desk = connected("ada", Role.ADMIN);
        awaitAgents("ada");
        int before = messaging.beats().size();
        Connection phone = connected("ada", Role.ADMIN);
        connected("john", Role.USER);
        rooms.leaveAll(desk);

        assertThat(comesTrue(Duration.ofSeconds(1), () -> messaging.beats().size() > before))
                .isFalse();
        rooms.leaveAll(phone);
        awaitAgents();
    }

    @Test
    void aRoleThatATokenGivesOrTakesIsTold() {
        started();
        Connection john = connected("john", Role.USER);
        rooms.renew(john, caller("john", Role.ADMIN), Set.of());
        awaitAgents("john");
        rooms.renew(john, caller("john", Role.USER), Set.of());
        awaitAgents();
    }

    /// What counts there is that the last beat is less than seven seconds old.
    @Test
    void itGoesOnWithoutNewsAndEndsWithTheInstance() {
        started();
        connected("ada", Role.ADMIN);
        awaitAgents("ada");
        int count = messaging.beats().size();
        until("two more beats", () -> messaging.beats().size() >= count + 2);
        List<Beat> beats = messaging.beats();
        assertThat(Duration.ofNanos(
                        beats.getLast().at() - beats.get(beats.size() - 2).at()))
                .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(4_000));
        assertThat(introduced()).as("once").containsExactly("ada");

        presence.close();
        assertThat(messaging.beats().getLast().agents())
                .as("the last word, whoever was here")
                .isEmpty();
        int last = messaging.beats().size();
        assertThat(comesTrue(Duration.ofMillis(2_500), () -> messaging.beats().size() > last))
                .isFalse();
    }

    @Test
    void aMessagingServiceThatWasAwayHearsAllOfIt() {
        messaging.breakWith(503);
        presence.start();
        connected("ada", Role.ADMIN);
        until("a beat is lost", () -> presence.lost() > 0);
        messaging.breakWith(404);
        until("another one too", () -> presence.lost() > 1);
        assertThat(messaging.beats()).isEmpty();
        messaging.breakWith(null);

        until("a beat is taken", () -> !messaging.beats().isEmpty());
        JsonNode first = messaging.beats().getFirst().body();
        assertThat(first.path("agents").toString()).isEqualTo("[\"ada\"]");
        assertThat(first.path("people").toString())
                .isEqualTo("[{\"id\":\"ada\",\"first_name\":\"Ada\",\"last_name\":null,\"email\":null}]");
    }

    /// Were its thread to end, all agents of this instance would be offline for good.
    @Test
    void oneThrowOfAnyKindEndsNothing() {
        AtomicInteger asked = new AtomicInteger();
        Presence.Messaging shaky = beat -> switch (asked.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("a moment of trouble");
            case 2 -> throw new OutOfMemoryError("another one");
            default -> true;
        };
        try (Presence telling = new Presence(shaky, rooms, UUID.randomUUID())) {
            telling.start();

            until("it goes on", () -> asked.get() > 3);
            assertThat(telling.task().restarts()).isEqualTo(2);
        }
    }

    @Test
    void moreThanAHundredAreIntroducedOneAfterAnother() {
        for (int i = 0; i < 250; i++) {
            connected("agent-" + i, Role.ADMIN);
        }
        started();

        until("all are introduced", () -> introduced().size() >= 250);
        assertThat(introduced()).hasSize(250).doesNotHaveDuplicates();
        assertThat(messaging.beats())
                .allSatisfy(
                        beat -> assertThat(beat.body().path("people").size()).isLessThanOrEqualTo(100));
        assertThat(presence.leftOut()).isZero();
    }

    @Test
    void whoComesAgainIsIntroducedAgain() {
        started();
        Connection ada = connected("ada", Role.ADMIN);
        awaitAgents("ada");
        rooms.leaveAll(ada);
        awaitAgents();
        connected("ada", Role.ADMIN);
        awaitAgents("ada");

        assertThat(introduced()).containsExactly("ada", "ada");
    }
}
