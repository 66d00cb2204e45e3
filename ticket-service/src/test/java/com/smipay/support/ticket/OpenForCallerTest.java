package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `decisions.md` 68: an agent opens a ticket for somebody who calls.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class OpenForCallerTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theTicketIsTheCallersAndTheAgentOpenedIt() {
        Answer answer = open("""
                {"subject":"Cannot log in","description":"The password is refused.","email":"Caller@X.ng",
                 "phone_number":"0803 123 4567","support_type":"LOGIN_ISSUE","client_id":" desk-1\\n"}
                """);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.message()).isEqualTo("Ticket created");
        JsonNode row = answer.data();
        assertThat(answer.header("Location"))
                .isEqualTo("/api/v1/unified-admin/support/" + row.path("id").asText());
        assertThat(row.path("user_id").isNull()).isTrue();
        assertThat(row.path("email").asText()).isEqualTo("caller@x.ng");
        assertThat(row.path("phone_number").asText()).isEqualTo("+2348031234567");
        assertThat(row.path("priority").asText()).isEqualTo("high");
        assertThat(row.path("last_message_from").asText()).isEqualTo("user");
        TicketEvent.Opened told = told(row);
        assertThat(told.openedBy()).isNotNull().extracting(Actor::id).isEqualTo(ServiceFixture.ADMIN_ID);
        assertThat(told.message().isFromUser()).isTrue();
        assertThat(told.message().senderId()).isNull();
        assertThat(told.message().clientId()).isEqualTo("desk-1");
        assertThat(told.ticket().guestProof()).isNull();
        JsonNode detail = detail(row);
        assertThat(detail.path("history").path(0).path("change").asText()).isEqualTo("opened");
        assertThat(detail.path("history").path(0).path("by").path("id").asText())
                .isEqualTo(ServiceFixture.ADMIN_ID);
        assertThat(detail.path("device_metadata").toString()).isEqualTo("{\"platform\":\"unknown\"}");
        assertThat(detail.path("ip_address").isNull()).isTrue();
        assertThat(mine(service.user("u-" + UUID.randomUUID(), "caller@x.ng"))).isEqualTo(1);
    }

    @Test
    void whereTheCallerHasAnAccountItIsThatAccountsUnderItsName() {
        String user = UUID.randomUUID().toString();
        String token =
                service.tokens.user(user).email("known@x.ng").name("John Doe").sign();
        mine(token);

        JsonNode row = open("""
                        {"subject":"Cannot log in","description":"The password is refused.","email":"other@x.ng",
                         "user_id":"%s"}
                        """.formatted(user.toUpperCase(Locale.ROOT))).data();

        assertThat(row.path("user_id").asText()).isEqualTo(user);
        assertThat(row.path("user").path("first_name").asText()).isEqualTo("John");
        assertThat(told(row).message().senderName()).isEqualTo("John Doe");
        assertThat(told(row).ticket().owner().userId()).isEqualTo(user);
        assertThat(mine(token)).isEqualTo(1);
    }

    /// `decisions.md` 51, 53: what can't be seen makes no other account, and no other session.
    @ParameterizedTest
    @ValueSource(strings = {"%s\\u00a0", "\\ufeff%s", " %s\\n"})
    void whatCanNotBeSeenAroundAnIdIsNoPartOfIt(String written) {
        String user = UUID.randomUUID().toString();
        String session = UUID.randomUUID().toString();
        service.database.execute("""
                insert into registration_session (id, source_partition, source_offset, deleted, email, expires_at)
                values ('%s', 0, 1, false, E'calling@x.ng\\u00a0', now() + interval '1 hour')
                """.formatted(session));

        Answer answer = open("""
                {"subject":"Cannot log in","description":"The password is refused.","email":"calling@x.ng",
                 "user_id":"%s","session_id":"%s"}
                """.formatted(
                written.formatted(user.toUpperCase(Locale.ROOT)), written.formatted(session.toUpperCase(Locale.ROOT))));

        assertThat(answer.status()).as(answer.message()).isEqualTo(201);
        assertThat(answer.data().path("user_id").asText()).isEqualTo(user);
        assertThat(answer.data().path("support_type").asText()).isEqualTo("REGISTRATION_ISSUE");
    }

    @Test
    void aRetryWithTheSameKeyIsTheSameTicket() {
        String body =
                "{\"subject\":\"Cannot log in\",\"description\":\"The password is refused.\",\"email\":\"a@x.ng\"}";
        HttpRequest.Builder keyed = request(body).header("Idempotency-Key", "desk-key");

        Answer first = service.send(keyed);
        Answer second = service.send(keyed);
        Answer other = service.send(request(body.replace("a@x.ng", "b@x.ng")).header("Idempotency-Key", "desk-key"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(other.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                             | subject,description,email",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"priority\":\"urgent\"} | priority",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"user_id\":7}          | user_id",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"phone_number\":\"x\"}  | phone_number",
            })
    void badBodiesNameTheirFields(String body, String fields) {
        Answer answer = open(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).isEqualTo(fields);
    }

    private HttpRequest.Builder request(String body) {
        return service.admin("").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private Answer open(String body) {
        return service.send(request(body));
    }

    private TicketEvent.Opened told(JsonNode row) {
        return (TicketEvent.Opened) ((Decoded.Known) EventCodec.decode(
                        service.messaging.told(row.path("id").asText()).getFirst()))
                .event();
    }

    private JsonNode detail(JsonNode row) {
        String id = row.path("id").asText();
        service.messaging.replies("/internal/conversations/" + id, call -> new Reply(200, "{\"messages\":[]}"));
        return service.send(service.admin("/" + id).GET()).data();
    }

    private int mine(String token) {
        return service.send(service.user("/my-tickets").header("Authorization", "Bearer " + token))
                .data()
                .path("total_tickets")
                .asInt();
    }
}
