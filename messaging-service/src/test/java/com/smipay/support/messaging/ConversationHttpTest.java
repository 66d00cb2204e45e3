package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /api/v1/support/ticket`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ConversationHttpTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theAnswerHasTheFieldsOfTheSampleInItsOrder() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        service.reply(ticket, "Hi John, looked into it");

        Answer answer = service.send(service.conversation(ticket, "", service.owner("u-1")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("Ticket retrieved");
        JsonNode seen = answer.data().path("ticket");
        assertThat(names(seen))
                .containsExactly(
                        "id",
                        "ticket_number",
                        "conversation_id",
                        "subject",
                        "description",
                        "support_type",
                        "status",
                        "priority",
                        "email",
                        "phone_number",
                        "related_transaction_id",
                        "resolution_notes",
                        "satisfaction_rating",
                        "created_at",
                        "updated_at",
                        "last_response_at",
                        "messages",
                        "total_messages",
                        "has_more");
        JsonNode reply = seen.path("messages").path(1);
        assertThat(names(reply))
                .containsExactly(
                        "id", "message", "is_from_user", "sender_name", "sender_email", "attachments", "created_at");
        assertThat(seen.path("description").asText()).isEqualTo(ticket.description());
        assertThat(seen.path("phone_number").asText()).isEqualTo("+2348012345678");
        assertThat(seen.path("total_messages").asInt()).isEqualTo(2);
        assertThat(seen.path("created_at").asText()).isEqualTo("2026-02-24T10:30:00.123Z");
        assertThat(seen.path("last_response_at")).isEqualTo(reply.path("created_at"));
        assertThat(seen.path("updated_at")).isEqualTo(reply.path("created_at"));
        assertThat(reply.path("sender_name").asText()).isEqualTo("Ada Obi");
        assertThat(seen.path("messages").path(0).path("sender_email").asText()).isEqualTo(TicketStates.EMAIL);
    }

    @Test
    void aTicketWithoutAReplyIsAsOldAsItsLastChange() {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        JsonNode seen = service.seen(ticket, service.owner("u-1"));

        assertThat(seen.path("last_response_at").isNull()).isTrue();
        assertThat(seen.path("satisfaction_rating").isNull()).isTrue();
        assertThat(seen.path("updated_at").asText()).isEqualTo("2026-02-24T10:30:00.123Z");
    }

    @Test
    void everybodyElseGetsTheVeryAnswerOfAnUnknownTicket() {
        TicketState owned = service.told(TicketStates.of("u-1"));
        TicketState guests = service.toldGuest();
        String stranger = service.token("u-2", "someone@else.com");
        String unverified = service.tokens
                .user("u-3")
                .email(TicketStates.EMAIL)
                .emailVerified(false)
                .sign();
        List<HttpRequest.Builder> strangers = List.of(
                service.conversation(owned, "", null),
                service.conversation(owned, "&email=" + TicketStates.EMAIL, null),
                service.conversation(owned, "", stranger),
                service.conversation(owned, "", service.owner("u-2")),
                elsewhere(service.conversation(guests, "", null)),
                elsewhere(service.conversation(guests, "&email=no@body.com", null)),
                elsewhere(service.conversation(guests, "", stranger)),
                elsewhere(service.conversation(guests, "", unverified)));

        for (HttpRequest.Builder request : strangers) {
            int before = service.tickets.questions();
            Answer answer = service.send(request);
            String number = request.build().uri().getQuery().split("[=&]", -1)[1];

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json()).isEqualTo(withNumber(unknown().json().toString(), number));
            assertThat(service.tickets.questions() - before)
                    .as("asked for like an unknown one")
                    .isEqualTo(2);
        }
    }

    @Test
    void aGuestsTicketAnswersItsDeviceItsEmailAndItsOwnersToken() {
        TicketState ticket = service.toldGuest();

        assertThat(service.send(service.conversation(ticket, "", null)).status())
                .isEqualTo(200);
        assertThat(service.send(elsewhere(service.conversation(ticket, "&email=%20John@Example.com", null)))
                        .status())
                .isEqualTo(200);
        assertThat(service.send(elsewhere(service.conversation(ticket, "", service.owner("u-5"))))
                        .status())
                .isEqualTo(200);
        assertThat(service.send(elsewhere(service.conversation(ticket, "", service.admin())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readingBindsNobody() {
        TicketState ticket = service.toldGuest();
        service.send(service.conversation(ticket, "", service.owner("u-5")));

        assertThat(service.send(service.conversation(ticket, "", null)).status())
                .isEqualTo(200);
        assertThat(service.tickets.told(ticket.id().toString())).isEmpty();
    }

    @Test
    void aNumberIsFoundInAnyCaseAndAnIdIsNone() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String path = "/api/v1/support/ticket?ticket_number=";

        assertThat(service.send(service.user(
                                path + ticket.ticketNumber().toLowerCase(Locale.ROOT), service.owner("u-1")))
                        .status())
                .isEqualTo(200);
        assertThat(service.send(service.user(path + ticket.id(), service.owner("u-1")))
                        .message())
                .isEqualTo("Ticket " + ticket.id() + " not found");
        assertThat(service.send(service.user(path + "%00", service.owner("u-1")))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                   ticket_number",
        "'ticket_number=%20',                                  ticket_number",
        "'ticket_number=SMI-2026-000001&limit=0',              limit",
        "'ticket_number=SMI-2026-000001&limit=501',            limit",
        "'ticket_number=SMI-2026-000001&limit=99999999999',    limit",
        "'ticket_number=SMI-2026-000001&limit=-1',             limit",
        "'ticket_number=SMI-2026-000001&limit=%D9%A3',         limit",
        "'ticket_number=SMI-2026-000001&limit=ten',            limit",
        "'ticket_number=SMI-2026-000001&before=1-2-3-4-5',     before",
        "'ticket_number=SMI-2026-000001&email=nobody',         email",
        "'limit=0&before=x&email=y',                           ticket_number limit before email",
    })
    void badParametersAreNamedBeforeAnythingIsLookedFor(String query, String fields) {
        Answer answer = service.send(service.user("/api/v1/support/ticket?" + query, null));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.fields()).containsExactly(fields.split(" ", -1));
    }

    @Test
    void pagesLeadBackwardsThroughTheWholeConversation() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String owner = service.owner("u-1");
        for (int i = 2; i <= 11; i++) {
            if (i % 3 == 0) {
                service.note(ticket, "note " + i);
            } else {
                service.add(ticket, "message number " + i, owner);
            }
        }
        List<String> whole = ids(service.seen(ticket, owner));
        List<String> paged = new ArrayList<>();
        String before = "";
        for (int page = 0; page < 4; page++) {
            JsonNode seen = service.send(service.conversation(ticket, "&limit=3" + before, owner))
                    .data()
                    .path("ticket");
            assertThat(seen.path("total_messages").asInt()).isEqualTo(8);
            assertThat(seen.path("description").asText()).isEqualTo(ticket.description());
            assertThat(ids(seen)).hasSize(List.of(3, 3, 2, 0).get(page));
            paged.addAll(0, ids(seen));
            before = paged.isEmpty() ? "" : "&before=" + paged.getFirst();
        }

        assertThat(whole).hasSize(8);
        assertThat(paged).isEqualTo(whole);
        assertThat(ids(service.send(service.conversation(ticket, "&before=" + whole.get(5), owner))
                        .data()
                        .path("ticket")))
                .isEqualTo(whole.subList(0, 5));
    }

    @Test
    void beforeMustBeAMessageOfThisConversationThatAUserMaySee() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        TicketState other = service.told(TicketStates.of("u-1"));
        String note = service.note(ticket, "a note").data().path("id").asText();
        String owner = service.owner("u-1");

        for (Object id :
                List.of(note, UUID.randomUUID(), TicketStates.opening(other).id())) {
            Answer answer = service.send(service.conversation(ticket, "&before=" + id, owner));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.fields()).containsExactly("before");
        }
    }

    @Test
    void anAdminOnTheUsersSideSeesWhatAUserSees() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        service.note(ticket, "not for this side");

        JsonNode seen = service.seen(ticket, service.admin());

        assertThat(seen.path("total_messages").asInt()).isEqualTo(1);
        assertThat(seen.path("messages")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-token", "expired"})
    void aBadTokenIsA401EvenWhereNoneIsNeeded(String token) {
        TicketState ticket = service.toldGuest();
        String sent = token.equals("expired")
                ? service.tokens
                        .user("u-1")
                        .expiresIn(java.time.Duration.ofHours(-1))
                        .sign()
                : token;

        assertThat(service.send(service.conversation(ticket, "", sent)).code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void settingsNameSupportToUsersAndOpenTicketsToTheirNumber() throws Exception {
        try (ServiceFixture open = new ServiceFixture(Map.of(
                "support.display-name", "SmiPay Support",
                "support.display-email", "support@smipay.com",
                "ticket.read-access", "number"))) {
            TicketState ticket = open.told(TicketStates.of("u-1"));
            JsonNode told = open.reply(ticket, "hello").data();

            JsonNode seen =
                    open.send(open.conversation(ticket, "", null)).data().path("ticket");

            assertThat(told.path("sender_name").asText()).isEqualTo("Ada Obi");
            JsonNode reply = seen.path("messages").path(1);
            assertThat(reply.path("sender_name").asText()).isEqualTo("SmiPay Support");
            assertThat(reply.path("sender_email").asText()).isEqualTo("support@smipay.com");
            assertThat(seen.path("messages").path(0).path("sender_name").asText())
                    .isEqualTo("John Doe");
        }
    }

    private Answer unknown() {
        return service.send(service.user("/api/v1/support/ticket?ticket_number=SMI-2026-000000", null));
    }

    private static JsonNode withNumber(String json, String number) {
        try {
            return com.smipay.support.contracts.json.Json.mapper().readTree(json.replace("SMI-2026-000000", number));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpRequest.Builder elsewhere(HttpRequest.Builder request) {
        return request.setHeader("x-device-id", ServiceFixture.OTHER_DEVICE);
    }

    private static List<String> ids(JsonNode ticket) {
        return ticket.path("messages")
                .valueStream()
                .map(message -> message.path("id").asText())
                .toList();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
