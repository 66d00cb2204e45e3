package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the peers call; for the message that the ticket service passes on, see [ForwardedMessageTest].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class InternalCallsTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture(Map.of("support.display-name", "SmiPay Support"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/events",
                "/internal/conversations/SMI-2026-000001/messages",
                "/internal/conversations/SMI-2026-000001/join",
                "/internal/conversations/SMI-2026-000001/read",
                "/internal/conversations/SMI-2026-000001",
                "/internal/conversations/states",
                "/internal/conversations/019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12/export",
                "/internal/people/erasure",
                "/internal/people/export",
                "/internal/conversations/019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12/state",
            })
    void everyCallNeedsTheServiceCredential(String path) {
        Answer without = service.send(service.internally(path).POST(BodyPublishers.ofString("{}")));
        Answer wrong = service.send(service.internally(path)
                .header("Authorization", "Bearer " + service.admin())
                .POST(BodyPublishers.ofString("{}")));

        assertThat(without.status()).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(401);
    }

    @Test
    void theAdminsDetailHasEverythingOldestFirst() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        service.note(ticket, "a note");
        service.reply(ticket, "a reply");
        service.add(ticket, "a message of the user", service.owner("u-1"));

        for (Object reference : List.of(ticket.id(), ticket.ticketNumber())) {
            JsonNode messages = service.internal("/internal/conversations/" + reference, null)
                    .json()
                    .path("messages");
            assertThat(messages.valueStream().map(m -> m.path("message").asText()))
                    .containsExactly(ticket.description(), "a note", "a reply", "a message of the user");
            assertThat(messages.valueStream().map(m -> m.path("is_internal").asBoolean()))
                    .containsExactly(false, true, false, false);
            assertThat(messages.path(2).path("sender_name").asText())
                    .as("admins see who it was")
                    .isEqualTo("Ada Obi");
            assertThat(messages.path(3).path("user_id").asText()).isEqualTo("u-1");
        }
        assertThat(service.internal("/internal/conversations/" + UUID.randomUUID(), null)
                        .code())
                .isEqualTo("TICKET_NOT_FOUND");
    }

    /// ADR 0055.
    @Test
    void theTicketServiceComparesItsCopiesAndAsksForAState() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        service.reply(ticket, "a reply");
        UUID before = new UUID(ticket.id().getMostSignificantBits(), ticket.id().getLeastSignificantBits() - 1);

        JsonNode page = service.internal("/internal/conversations/states?limit=1&after=" + before, null)
                .json();
        JsonNode events = service.internal("/internal/conversations/" + ticket.id() + "/state", null)
                .json()
                .path("events");

        assertThat(page.path("states").path(0).path("id").asText())
                .isEqualTo(ticket.id().toString());
        assertThat(page.path("states").path(0).path("version").asLong()).isEqualTo(2);
        assertThat(page.path("up_to").asText()).isEqualTo(ticket.id().toString());
        assertThat(events).hasSize(1);
        assertThat(events.path(0).path("type").asText()).isEqualTo("conversation.restated");
        assertThat(events.path(0).at("/data/conversation/visible_count").asInt())
                .isEqualTo(2);
        assertThat(service.internal("/internal/conversations/" + UUID.randomUUID() + "/state", null)
                        .code())
                .isEqualTo("TICKET_NOT_FOUND");
        assertThat(service.internal("/internal/conversations/states?limit=501", null)
                        .status())
                .isEqualTo(400);
        assertThat(service.internal("/internal/conversations/states?after=x", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void joiningIsForAdminsAndTheOwner() {
        TicketState owned = service.told(TicketStates.of("u-1"));
        TicketState guests = service.toldGuest();

        assertThat(join(owned, "u-1", "x@y.z", "user", null).status()).isEqualTo(200);
        assertThat(join(owned, "a-1", null, "admin", null).status()).isEqualTo(200);
        assertThat(join(owned, "u-2", TicketStates.EMAIL, "user", null).status())
                .isEqualTo(404);
        assertThat(join(guests, "u-2", TicketStates.EMAIL, "user", null).status())
                .isEqualTo(200);
        assertThat(join(guests, "u-2", null, "user", null).status()).isEqualTo(404);
        assertThat(service.internal("/internal/conversations/x/join", "{\"user_id\":\"u\",\"role\":\"user\"}")
                        .code())
                .isEqualTo("TICKET_NOT_FOUND");
        assertThat(service.internal("/internal/conversations/" + owned.id() + "/join", "{}")
                        .fields())
                .containsExactly("user_id", "role");
    }

    @Test
    void joiningTellsTheTicketAndWhatWasMissedOnlyWhereAskedFor() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String opening = TicketStates.opening(ticket).id().toString();
        service.reply(ticket, "first reply");
        service.note(ticket, "a note");
        String last = service.add(ticket, "a message of the user", null)
                .data()
                .path("message")
                .path("id")
                .asText();

        JsonNode plain = join(ticket, "u-1", null, "user", null).json();
        JsonNode users = join(ticket, "u-1", null, "user", opening).json();
        JsonNode admins = join(ticket, "a-1", null, "admin", opening).json();
        JsonNode nothing = join(ticket, "u-1", null, "user", last).json();

        assertThat(names(plain)).containsExactly("ticket_id", "ticket_number", "status", "owner");
        assertThat(plain.path("status").asText()).isEqualTo("pending");
        assertThat(names(plain.path("owner"))).containsExactly("user_id", "email", "name");
        assertThat(names(users.path("missed").path(0)))
                .containsExactly(
                        "id",
                        "message",
                        "is_from_user",
                        "is_internal",
                        "sender_name",
                        "sender_email",
                        "attachments",
                        "createdAt");
        assertThat(texts(users)).containsExactly("first reply", "a message of the user");
        assertThat(users.path("missed").path(0).path("sender_name").asText()).isEqualTo("SmiPay Support");
        assertThat(texts(admins)).containsExactly("first reply", "a note", "a message of the user");
        assertThat(admins.path("missed").path(0).path("sender_name").asText()).isEqualTo("Ada Obi");
        assertThat(nothing.path("missed").isArray()).isTrue();
        assertThat(nothing.path("missed")).isEmpty();
        assertThat(users.has("more")).isFalse();
    }

    @Test
    void atMostTwoHundredAreMissedAtOnceAndMoreSaysSo() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        IntStream.rangeClosed(1, 201).forEach(i -> service.reply(ticket, "reply " + i));

        JsonNode first = join(
                        ticket,
                        "u-1",
                        null,
                        "user",
                        TicketStates.opening(ticket).id().toString())
                .json();
        String last = first.path("missed").path(199).path("id").asText();
        JsonNode rest = join(ticket, "u-1", null, "user", last).json();

        assertThat(first.path("missed")).hasSize(200);
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(texts(first)).startsWith("reply 1").endsWith("reply 200");
        assertThat(texts(rest)).containsExactly("reply 201");
        assertThat(rest.has("more")).isFalse();
    }

    @Test
    void whatIsNoMessageForThisCallerIsRefused() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String note = service.note(ticket, "a note").data().path("id").asText();

        Answer unknown = join(ticket, "u-1", null, "user", UUID.randomUUID().toString());
        Answer notForUsers = join(ticket, "u-1", null, "user", note);
        Answer forAdmins = join(ticket, "a-1", null, "admin", note);

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(notForUsers.json()).isEqualTo(unknown.json());
        assertThat(forAdmins.status()).isEqualTo(200);
    }

    @Test
    void aRatingThatIsToldIsSeenAndItsClaimHolds() {
        TicketState ticket = service.toldGuest();
        Actor actor = new Actor("u-5", null, null, TicketStates.EMAIL);
        service.tell(TicketStates.rated(ticket, 4, actor));

        assertThat(service.seen(ticket, service.owner("u-5"))
                        .path("satisfaction_rating")
                        .asInt())
                .isEqualTo(4);
        assertThat(service.send(service.conversation(ticket, "", null)).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoEventIsRefusedAndWhatIsUnknownIsNot() {
        TicketState ticket = TicketStates.of("u-1");
        EventEnvelope good = TicketStates.opened(ticket);
        EventEnvelope broken = typed(good, "ticket.opened", "{}");
        EventEnvelope newer = typed(good, "ticket.merged", "{}");

        assertThat(service.tell(broken).status()).isEqualTo(422);
        assertThat(service.tell(newer).status()).isEqualTo(204);
    }

    private static EventEnvelope typed(EventEnvelope like, String type, String data) {
        return new EventEnvelope(like.id(), type, like.source(), like.subject(), like.time(), null, null, data);
    }

    private Answer join(
            TicketState ticket,
            String userId,
            @org.jspecify.annotations.Nullable String email,
            String role,
            @org.jspecify.annotations.Nullable String since) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("user_id", userId)
                .put("email", email)
                .put("role", role);
        if (since != null) {
            body.put("last_message_id", since);
        }
        return service.internal("/internal/conversations/" + ticket.id() + "/join", body.toString());
    }

    private static List<String> texts(JsonNode joined) {
        return Objects.requireNonNull(joined.path("missed"))
                .valueStream()
                .map(m -> m.path("message").asText())
                .toList();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
