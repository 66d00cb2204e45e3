package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How a connection outlives its token (`decisions.md` 25), and that it is told in time.
final class RenewalTest extends RequestsFixture {
    private static Tokens.Draft john(Duration life) {
        return TOKENS.user("john").email("john@example.com").expiresIn(life);
    }

    private JsonNode authenticate(RawSocket client, Tokens.Draft token) {
        return client.ask("authenticate", "{\"token\":\"" + token.sign() + "\"}");
    }

    private int admins() {
        return rooms.audience(new Audience.Admins()).size();
    }

    @Test
    void aTokenOfLessThanAMinuteIsAnnouncedAtOnceAndAnotherIsNot() {
        Instant expiry = Instant.now().plusSeconds(50);
        RawSocket brief =
                RawSocket.joined(port, TOKENS.user("john").expiresAt(expiry).sign());
        RawSocket lasting = RawSocket.joined(port, john(Duration.ofMinutes(2)).sign());

        assertThat(Instant.parse(
                        brief.event("token_expiring").path("expires_at").asText()))
                .isBetween(expiry.minusSeconds(1), expiry);
        assertThat(brief.received().get(brief.received().size() - 2)).startsWith("40/support,");
        assertThat(comesTrue(() -> !lasting.events("token_expiring").isEmpty())).isFalse();
    }

    @Test
    void aMinuteBeforeTheEndItIsAnnounced() {
        RawSocket client = RawSocket.joined(
                port,
                TOKENS.user("john").expiresAt(Instant.now().plusSeconds(62)).sign());

        assertThat(client.events("token_expiring")).isEmpty();
        client.event("token_expiring");
        assertThat(comesTrue(() -> client.events("token_expiring").size() > 1))
                .as("once")
                .isFalse();
    }

    @Test
    void aFreshTokenProlongsTheConnectionAndItsRooms() {
        messaging.has(ticket);
        RawSocket client = inRoom(RawSocket.joined(
                port,
                TOKENS.user("john").expiresAt(Instant.now().plusSeconds(3)).sign()));
        client.event("token_expiring");

        JsonNode answer = authenticate(client, john(Duration.ofMinutes(5)));
        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(Instant.parse(answer.path("expires_at").asText()))
                .isAfter(Instant.now().plusSeconds(200));
        assertThat(comesTrue(Duration.ofSeconds(4), client::isClosed)).isFalse();
        say("still in the room");
        client.event("news");
        assertThat(client.events("token_expiring")).hasSize(1);
        assertThat(client.events("exception")).isEmpty();
    }

    @Test
    void aRefusedTokenChangesNothing() {
        messaging.has(ticket);
        RawSocket client = inRoom(john());

        assertRefused(authenticate(client, TOKENS.user("jane").email("john@example.com")), "FORBIDDEN");
        assertRefused(authenticate(client, john(Duration.ofSeconds(-1))), "TOKEN_EXPIRED");
        assertRefused(
                client.ask(
                        "authenticate",
                        "{\"token\":\""
                                + Tokens.with("another secret that is long enough too")
                                        .user("john")
                                        .sign() + "\"}"),
                "UNAUTHENTICATED");
        assertRefused(client.ask("authenticate", "{\"token\":\"a.b.c\"}"), "UNAUTHENTICATED");
        client.emit("authenticate", "{\"token\":\"a.b.c\"}");
        assertThat(client.event("exception").path("event").asText()).isEqualTo("authenticate");

        say("still in the room");
        client.event("news");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void theRoleFollowsTheToken() {
        Events others = Events.ownedBy("somebody");
        Events own = Events.ownedBy("ada");
        messaging.has(others);
        messaging.has(own);
        RawSocket ada = ada();
        until("she is there", () -> admins() == 1);
        for (Events each : new Events[] {others, own}) {
            assertThat(ada.ask("join_ticket", "{\"ticket_id\":\"" + each.ticketId() + "\"}")
                            .path("success")
                            .asBoolean())
                    .isTrue();
        }

        messaging.breakWith(503);
        assertRefused(authenticate(ada, TOKENS.user("ada")), "UNAVAILABLE");
        assertThat(admins()).as("what is refused changes nothing").isEqualTo(1);
        messaging.breakWith(null);

        assertThat(authenticate(ada, TOKENS.user("ada")).path("success").asBoolean())
                .isTrue();
        assertThat(admins()).isZero();
        assertRefused(ada.ask("typing", "{\"ticket_id\":\"" + others.ticketId() + "\"}"), "NOT_JOINED");
        assertThat(ada.ask("typing", "{\"ticket_id\":\"" + own.ticketId() + "\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();

        assertThat(authenticate(ada, TOKENS.user("ada").admin()).path("success").asBoolean())
                .isTrue();
        assertThat(admins()).isEqualTo(1);
    }
}
