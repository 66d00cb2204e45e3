package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.fixture.RawSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The sockets of agents that are gone (`decisions.md` 54).
final class GoneAgentsTest extends RequestsFixture {
    private final AtomicLong offsets = new AtomicLong();

    private void told(String userId, @Nullable String person) {
        told(new RecordPosition(0, offsets.incrementAndGet(), Instant.now()), userId, person);
    }

    private void told(RecordPosition position, String userId, @Nullable String person) {
        agents.heard(
                position,
                userId.getBytes(StandardCharsets.UTF_8),
                person == null ? null : person.getBytes(StandardCharsets.UTF_8));
    }

    private int admins() {
        return rooms.audience(new Audience.Admins()).size();
    }

    private RawSocket refused() {
        RawSocket client = RawSocket.open(port);
        client.send("40/support,{\"token\":\"" + TOKENS.user("ada").admin().sign() + "\"}");
        assertThat(client.awaitMessage("44"))
                .isEqualTo("44/support,{\"message\":\"Unauthorized\",\"data\":{\"code\":\"FORBIDDEN\"}}");
        return client;
    }

    @Test
    void anAgentOfWhomTheTopicTellsLeavesAndEnds() {
        for (String person :
                new String[] {null, "{\"id\":\"ada\",\"role\":\"user\"}", "{\"id\":\"ada\",\"role\":\"Admin\"}"}) {
            told("ada", "{\"id\":\"ada\",\"role\":\"admin\"}");
            RawSocket ada = ada();
            RawSocket john = john();
            until("she is there", () -> admins() == 1);
            told("ada", person);

            assertThat(ada.event("exception").path("code").asText()).isEqualTo("FORBIDDEN");
            assertThat(ada.awaitClose()).isEqualTo(1008);
            assertThat(ada.received()).endsWith("41/support,");
            assertThat(admins()).isZero();
            assertThat(john.isClosed()).isFalse();
            refused();
        }
    }

    /// A key changes its partition when some are added, and the old one may be read last.
    @Test
    void anOlderRecordOfAnotherPartitionIsNoNews() {
        Instant now = Instant.now();
        told(new RecordPosition(1, 0, now), "ada", null);
        told(new RecordPosition(0, 7, now.minusSeconds(1)), "ada", "{\"id\":\"ada\",\"role\":\"admin\"}");

        refused().awaitClose();

        told(new RecordPosition(2, 0, now.plusSeconds(1)), "ada", "{\"id\":\"ada\",\"role\":\"admin\"}");
        ada();
        until("she is there", () -> admins() == 1);
        told(new RecordPosition(1, 0, now), "ada", null);
        assertThat(comesTrue(() -> admins() == 0)).isFalse();
    }

    @Test
    void anAgentThatWasGoneBeforeIsRefusedAtTheDoor() {
        messaging.revoked("ada");

        refused().awaitClose();
        assertThat(admins()).isZero();
    }

    @Test
    void whoCanNotBeAskedAboutIsLetInAndAskedAboutAgain() {
        messaging.breakWith(503);
        RawSocket ada = ada();
        until("she is let in", () -> admins() == 1);
        messaging.revoked("ada");
        messaging.breakWith(null);

        assertThat(ada.event("exception").path("code").asText()).isEqualTo("FORBIDDEN");
        ada.awaitClose();
    }

    @Test
    void usersAreNotAskedAboutAndOthersStay() {
        messaging.revoked("john");
        john();
        RawSocket ada = ada();
        told("somebody", null);
        told("ada", "no json");
        told("ada", "{\"id\":\"ada\"}");

        assertThat(comesTrue(ada::isClosed)).isFalse();
        assertThat(agents.malformed()).isEqualTo(1);
    }
}
