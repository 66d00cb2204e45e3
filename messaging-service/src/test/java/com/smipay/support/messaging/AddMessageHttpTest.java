package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /api/v1/support/ticket/add-message`: its answer, its refusals, and in whose name a message is taken.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class AddMessageHttpTest {
    private static final String WORDS = "  Ẹ ṣé 🙏, my ₦50,000!\r\n\tשלום  ";

    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theAnswerIsTheMessageWordForWord() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        Answer answer = service.send(service.adding(
                ticket.ticketNumber().toLowerCase(java.util.Locale.ROOT), WORDS, " John@Example.COM ", null));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.message()).isEqualTo("Message sent");
        assertThat(names(answer.data())).containsExactly("ticket_number", "ticket_id", "message");
        assertThat(answer.data().path("ticket_number").asText()).isEqualTo(ticket.ticketNumber());
        JsonNode message = answer.data().path("message");
        assertThat(names(message))
                .containsExactly(
                        "id", "message", "is_from_user", "sender_name", "sender_email", "attachments", "createdAt");
        assertThat(message.path("message").asText()).isEqualTo(WORDS);
        assertThat(message.path("is_from_user").asBoolean()).isTrue();
        assertThat(message.path("sender_name").asText()).isEqualTo("John Doe");
        assertThat(message.path("sender_email").asText()).isEqualTo(TicketStates.EMAIL);
        JsonNode read =
                service.seen(ticket, service.owner("u-1")).path("messages").path(1);
        assertThat(read.path("id")).isEqualTo(message.path("id"));
        assertThat(read.path("message").asText()).isEqualTo(WORDS);
        assertThat(read.path("created_at")).isEqualTo(message.path("createdAt"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                   | ticket_number message email",
                "{\"ticket_number\":7,\"message\":[],\"email\":{}}                    | ticket_number message email",
                "{\"ticket_number\":\" \",\"message\":\"123456789 \",\"email\":\"x\"} | ticket_number message email",
                "{\"ticket_number\":\"S\",\"message\":\"1234567890\",\"email\":null}  | email",
                "{\"ticket_number\":\"S\",\"message\":\"12345678\\u000790\",\"email\":\"a@b.co\"} | message",
                "{\"ticket_number\":\"S\",\"message\":\"1234567890\\ud800\",\"email\":\"a@b.co\"} | message",
                "{\"ticket_number\":\"S\\u0000\",\"message\":\"1234567890\",\"email\":\"a@b.co\"} | ticket_number",
            })
    void everyOffendingFieldIsNamed(String body, String fields) {
        Answer answer = service.send(raw(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.fields()).containsExactly(fields.split(" ", -1));
        assertThat(answer.message())
                .isEqualTo(answer.json().path("errors").path(0).path("message").asText());
    }

    @Test
    void anAppKnowsItsOwnMessageByItsIdEverywhere() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String body = """
                {"ticket_number":"%s","message":"a message with an id","email":"%s","client_id":%s}""";

        Answer sent = service.send(raw(body.formatted(ticket.ticketNumber(), TicketStates.EMAIL, "\" b2f0c1-17\\n\"")));
        Answer without = service.send(raw(body.formatted(ticket.ticketNumber(), TicketStates.EMAIL, "\"\"")));
        Answer tooLong = service.send(
                raw(body.formatted(ticket.ticketNumber(), TicketStates.EMAIL, "\"" + "x".repeat(65) + "\"")));
        Answer noText = service.send(raw(body.formatted(ticket.ticketNumber(), TicketStates.EMAIL, "17")));
        service.send(service.replying(
                ticket.id().toString(), service.admin(), "{\"message\":\"x\",\"client_id\":\"of-the-desk\"}"));

        assertThat(sent.data().at("/message/client_id").asText()).isEqualTo("b2f0c1-17");
        assertThat(without.data().path("message").has("client_id")).isFalse();
        assertThat(tooLong.fields()).containsExactly("client_id");
        assertThat(noText.fields()).containsExactly("client_id");
        JsonNode seen = service.seen(ticket, service.owner("u-1"));
        assertThat(seen.at("/messages/1/client_id").asText()).isEqualTo("b2f0c1-17");
        assertThat(seen.at("/messages/2").has("client_id")).isFalse();
        assertThat(seen.at("/messages/3/client_id").asText()).isEqualTo("of-the-desk");
        assertThat(service.tickets.told(ticket.id().toString()).stream()
                        .map(event -> Events.posted(event).message().clientId()))
                .containsExactly("b2f0c1-17", null, "of-the-desk");
        JsonNode joined = service.internal(
                        "/internal/conversations/" + ticket.id() + "/join",
                        "{\"user_id\":\"u-1\",\"role\":\"user\",\"last_message_id\":\""
                                + seen.at("/messages/0/id").asText() + "\"}")
                .json();
        assertThat(joined.at("/missed/0/client_id").asText()).isEqualTo("b2f0c1-17");
    }

    @Test
    void lengthCountsCodePointsAfterTrimming() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        assertThat(service.add(ticket, " " + "👋".repeat(10) + "\n", null).status())
                .isEqualTo(201);
        assertThat(service.add(ticket, " " + "👋".repeat(9) + "   ", null).fields())
                .containsExactly("message");
        assertThat(service.add(ticket, " " + "👋".repeat(5000) + " ", null).status())
                .isEqualTo(201);
        assertThat(service.add(ticket, "👋".repeat(5001), null).fields()).containsExactly("message");
    }

    @Test
    void refusalsComeInOrderTicketEmailStatus() {
        TicketState closed = service.told(TicketStates.then(TicketStates.of("u-1"), "closed"));

        Answer unknown = service.send(service.adding("SMI-2026-000000", "1234567890", "no@body.com", null));
        Answer mismatch = service.send(service.adding(closed.ticketNumber(), "1234567890", "no@body.com", null));
        Answer notOpen = service.add(closed, "1234567890", null);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("TICKET_NOT_FOUND");
        assertThat(unknown.message()).isEqualTo("Ticket SMI-2026-000000 not found");
        assertThat(mismatch.status()).isEqualTo(400);
        assertThat(mismatch.code()).isEqualTo("EMAIL_MISMATCH");
        assertThat(mismatch.message()).isEqualTo("Email does not match the ticket owner");
        assertThat(notOpen.status()).isEqualTo(400);
        assertThat(notOpen.code()).isEqualTo("TICKET_NOT_OPEN");
        assertThat(notOpen.message()).isEqualTo("Cannot add messages to a closed or resolved ticket");
        assertThat(service.tickets.told(closed.id().toString())).isEmpty();
    }

    @Test
    void theContactEmailDecidesWhoeverTheTokenNames() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String stranger =
                service.tokens.user("u-2").email("z@z.com").name("Zed Z").sign();

        Answer byStranger = service.add(ticket, "I know the email", stranger);

        assertThat(byStranger.status()).isEqualTo(201);
        JsonNode message = byStranger.data().path("message");
        assertThat(message.path("sender_name").asText()).isEqualTo("Zed Z");
        assertThat(message.path("sender_email").asText()).isEqualTo(TicketStates.EMAIL);
        MessageEvent.Posted posted = onlyTold(ticket);
        assertThat(posted.message().senderId()).isEqualTo("u-2");
        assertThat(posted.claimedBy()).isNull();
        assertThat(posted.conversation().owner().userId()).isEqualTo("u-1");
    }

    @Test
    void theFirstMessageOfATokenWithTheEmailBindsTheTicket() {
        TicketState ticket = service.toldGuest();
        assertThat(service.add(ticket, "still as a guest", null).status()).isEqualTo(201);

        assertThat(service.add(ticket, "now with a token", service.owner("u-5")).status())
                .isEqualTo(201);

        List<EventEnvelope> told = service.tickets.told(ticket.id().toString());
        assertThat(told).hasSize(2);
        assertThat(Events.posted(told.get(0)).claimedBy()).isNull();
        assertThat(Events.posted(told.get(0)).message().senderId()).isNull();
        MessageEvent.Posted claiming = Events.posted(told.get(1));
        assertThat(claiming.claimedBy()).isNotNull();
        assertThat(claiming.conversation().owner().userId()).isEqualTo("u-5");
        assertThat(service.send(service.conversation(ticket, "&email=" + TicketStates.EMAIL, null))
                        .status())
                .as("access by device and email has ended")
                .isEqualTo(404);
        assertThat(service.send(service.conversation(ticket, "", service.owner("u-6")))
                        .status())
                .isEqualTo(404);
        assertThat(service.send(service.conversation(ticket, "", service.owner("u-5")))
                        .status())
                .isEqualTo(200);
        service.add(ticket, "and once more by him", service.owner("u-5"));
        assertThat(Events.posted(service.tickets.told(ticket.id().toString()).get(2))
                        .claimedBy())
                .isNull();
    }

    @Test
    void anUnverifiedEmailBindsNothing() {
        TicketState ticket = service.toldGuest();
        String token = service.tokens
                .user("u-8")
                .email(TicketStates.EMAIL)
                .emailVerified(false)
                .sign();

        assertThat(service.add(ticket, "not really mine", token).status()).isEqualTo(201);

        assertThat(onlyTold(ticket).claimedBy()).isNull();
    }

    @Test
    void whatIsNoJsonNoPostOrTooLargeIsRefusedInTheOneShape() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        Answer broken = service.send(raw("{\"ticket_number\":"));
        Answer twice = service.send(raw("{\"email\":\"a@b.co\",\"email\":\"b@b.co\"}"));
        Answer invalid = service.send(
                raw("{}").POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})));
        Answer empty = service.send(raw(""));
        Answer plain = service.send(raw("{}").setHeader("Content-Type", "text/plain"));
        Answer large = service.add(ticket, "x".repeat(70_000), null);
        Answer noDevice = service.send(service.publicly("/api/v1/support/ticket/add-message")
                .header("Authorization", "Bearer nonsense")
                .POST(BodyPublishers.ofString("no json")));
        HttpRequest.Builder get = service.user("/api/v1/support/ticket/add-message", null);

        assertThat(List.of(broken, twice, invalid, empty)).allSatisfy(a -> {
            assertThat(a.status()).isEqualTo(400);
            assertThat(a.code()).isEqualTo("VALIDATION_FAILED");
        });
        assertThat(plain.status()).isEqualTo(415);
        assertThat(large.status()).isEqualTo(413);
        assertThat(noDevice.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
        Answer method = service.send(get);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("POST");
    }

    private HttpRequest.Builder raw(String body) {
        return service.adding("S", "m", "e", null)
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    }

    private MessageEvent.Posted onlyTold(TicketState ticket) {
        List<EventEnvelope> told = service.tickets.told(ticket.id().toString());
        assertThat(told).hasSize(1);
        return Events.posted(told.getFirst());
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
