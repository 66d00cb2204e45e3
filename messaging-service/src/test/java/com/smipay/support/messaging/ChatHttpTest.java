package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A chat from its user's side (`live-chat-api.md`), over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ChatHttpTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @AutoClose
    private final ChatCalls chats = new ChatCalls(service);

    @Test
    void aMessageBeginsAChat() {
        Answer opened = service.send(chats.sending(service.owner("u-1"), "Hi", null)
                .header("x-device-model", "iPhone 14 Pro")
                .header("User-Agent", "Smipay/2.1.0"));

        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.message()).isEqualTo("Message sent");
        assertThat(opened.data().path("is_new").asBoolean()).isTrue();
        String id = ChatCalls.id(opened);
        assertThat(opened.header("Location")).isEqualTo("/api/v1/support/conversations/" + id);
        assertThat(opened.data().path("conversation").path("status").asText()).isEqualTo("active");
        assertThat(opened.data().path("conversation").path("email").asText()).isEqualTo(TicketStates.EMAIL);
        assertThat(opened.data()
                        .path("conversation")
                        .path("messages")
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("Hi");
        assertThat(chats.read(id, service.owner("u-1")).data()).isEqualTo(withoutNew(opened));
        List<SupportEvent> events = chats.events(id);
        assertThat(events).hasSize(1);
        ConversationEvent.Opened event = (ConversationEvent.Opened) events.getFirst();
        assertThat(event.conversation().owner().userId()).isEqualTo("u-1");
        assertThat(event.conversation().version()).isEqualTo(1);
        assertThat(event.message().senderName()).isEqualTo("John Doe");
        assertThat(service.tickets.told(id)).isEmpty();
        assertThat(chats.<String>one(
                        "select device_metadata ->> 'device_model' || ' ' || user_agent as told from chat_origin"
                                + " where conversation_id = '" + id + "'",
                        row -> row.text("told")))
                .isEqualTo("iPhone 14 Pro Smipay/2.1.0");
        assertThat(chats.history(id)).singleElement().satisfies(entry -> {
            assertThat(entry.change()).isEqualTo("opened");
            assertThat(entry.to()).isEqualTo("active");
            assertThat(entry.by()).isEqualTo("u-1");
        });
    }

    @Test
    void aDetailShowsTheNewestOfManyHandoversAndChanges() {
        String id = chats.begun("u-1");
        service.database.execute("""
                insert into handover (id, conversation_id, from_admin_id, from_admin_name, to_admin_id, to_admin_name,
                                      reason, status, created_at, responded_at)
                select gen_random_uuid(), cast('%s' as uuid), 'a-1', 'Ada', 'a-2', 'Bola', 'reason ' || n, 'rejected',
                       now() + n * interval '1 second', now() + n * interval '1 second'
                from generate_series(1, 60) as n
                """.formatted(id));
        service.database.execute("""
                insert into chat_history (conversation_id, at, change, was, became)
                select cast('%s' as uuid), now(), 'assigned_to', null, 'a-' || n from generate_series(1, 300) as n
                """.formatted(id));

        JsonNode detail = service.send(service.publicly("/api/v1/unified-admin/support/conversations/" + id)
                        .header("Authorization", "Bearer " + chats.agent("a-1")))
                .data();

        assertThat(detail.path("handovers")).hasSize(50);
        assertThat(detail.path("handovers").path(0).path("reason").asText()).isEqualTo("reason 11");
        assertThat(detail.path("handovers").path(49).path("reason").asText()).isEqualTo("reason 60");
        assertThat(detail.path("history")).hasSize(200);
        assertThat(detail.path("history").path(0).path("to").asText()).isEqualTo("a-101");
        assertThat(detail.path("history").path(199).path("to").asText()).isEqualTo("a-300");
    }

    @Test
    void aMessageGoesToTheChatThatItNames() {
        String id = chats.begun("u-1");

        Answer sent = chats.send(service.owner("u-1"), "x", id);

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.data().path("is_new").asBoolean(true)).isFalse();
        assertThat(sent.data().path("conversation_id").asText()).isEqualTo(id);
        assertThat(sent.data().path("message").path("createdAt").asText()).isNotEmpty();
        assertThat(chats.types(id)).containsExactly("conversation.opened", "conversation.message-posted");
        ConversationEvent.MessagePosted posted = (ConversationEvent.MessagePosted) chats.lastEvent(id);
        assertThat(posted.conversation().revision()).isEqualTo(2);
        assertThat(posted.conversation().version()).isEqualTo(1);
        assertThat(posted.message().seq()).isEqualTo(2);
        assertThat(chats.<Long>one(
                        "select count(*) as texts from chat_text join chat_text_to_learn using (conversation_id, seq)"
                                + " where conversation_id = '" + id + "'",
                        row -> row.number("texts")))
                .isEqualTo(2);
    }

    @Test
    void theSameKeyBeginsOneChatAndWritesOnce() {
        String key = ServiceFixture.unique("key");
        List<Answer> opened = twice(() -> chats.sending(service.owner("u-2"), "once", null), key);
        String id = ChatCalls.id(opened.getFirst());
        List<Answer> sent = twice(() -> chats.sending(service.owner("u-2"), "again", id), key + "2");

        assertThat(List.of(opened, sent)).allSatisfy(pair -> {
            assertThat(pair.get(1).status()).isEqualTo(201);
            assertThat(pair.get(1).response().body())
                    .isEqualTo(pair.get(0).response().body());
            assertThat(pair.get(1).header("Idempotent-Replayed")).isEqualTo("true");
        });
        assertThat(opened.get(1).header("Location")).isEqualTo(opened.get(0).header("Location"));
        assertThat(chats.read(id, service.owner("u-2"))
                        .data()
                        .path("conversation")
                        .path("total_messages")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whatIsNotOnesOwnIsNotThere() {
        String id = chats.begun("u-1");
        String ticket = service.told(TicketStates.of("u-1")).id().toString();
        String stranger = service.token("u-9", "stranger@example.com");

        assertThat(List.of(
                        chats.send(stranger, "mine?", id),
                        chats.send(service.admin(), "mine?", id),
                        chats.send(stranger, "mine?", ChatCalls.unknown()),
                        chats.send(service.owner("u-1"), "a ticket?", ticket),
                        chats.guestSend("mine?", TicketStates.EMAIL, id),
                        chats.read(id, stranger),
                        chats.read(id, null),
                        chats.read(ticket, service.owner("u-1")),
                        chats.read("nonsense", service.owner("u-1")),
                        service.send(chats.reading(id, "?email=" + TicketStates.EMAIL, null)),
                        service.send(chats.reading(id, "/read", stranger).POST(BodyPublishers.noBody()))))
                .allSatisfy(refused -> {
                    assertThat(refused.status()).isEqualTo(404);
                    assertThat(refused.code()).isEqualTo("CONVERSATION_NOT_FOUND");
                    assertThat(refused.message()).isEqualTo("Conversation not found");
                });
        assertThat(chats.read(id, service.admin()).status()).isEqualTo(200);
        assertThat(service.send(chats.sending(null, "no token", null)).status()).isEqualTo(401);
        assertThat(service.send(service.user("/api/v1/support/ticket?ticket_number=" + id, service.owner("u-1")))
                        .status())
                .as("a chat is no ticket")
                .isEqualTo(404);
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        Answer user = service.send(chats.sending(service.owner("u-1"), " ", "nonsense"));
        Answer guest = service.send(chats.guestSending(null, "x".repeat(5001), "no address", "nonsense"));

        assertThat(user.fields()).containsExactly("message", "conversation_id");
        assertThat(guest.fields()).containsExactly("message", "email", "conversation_id");
    }

    /// `decisions.md` 30: agents see by name who writes, by whichever door a token came.
    @ParameterizedTest
    @ValueSource(strings = {"open", "send", "add-message", "read", "ticket read", "rate"})
    void whoeverATokenSpeaksForIsKnownToAgents(String door) {
        String user = ServiceFixture.unique("u");
        String email = user + "@x.ng";
        String token = service.token(user, email);
        String agent = chats.agent("ada");
        String id = ChatCalls.id(
                service.send(chats.guestSending(door.equals("open") ? token : null, "Hello", email, null)));
        chats.convert(id, agent);
        chats.reply(id, agent, "Hello");
        TicketState ticket = service.conversion.ticket(id);

        Answer answer = switch (door) {
            case "send" -> service.send(chats.guestSending(token, "it is me", email, id));
            case "add-message" ->
                service.send(service.adding(ticket.ticketNumber(), "it is me, the owner", email, token));
            case "read" -> service.send(chats.reading(id, "/read", token).POST(BodyPublishers.noBody()));
            case "ticket read" -> service.send(service.reading(ticket.ticketNumber(), token, null));
            case "rate" -> {
                chats.close(id, agent);
                yield service.send(chats.reading(id, "/rate", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"rating\":5}")));
            }
            default -> chats.read(id, token);
        };

        assertThat(answer.status()).as(answer.message()).isBetween(200, 201);
        Answer row = service.send(service.publicly("/api/v1/unified-admin/support/conversations?user_id=" + user)
                .header("Authorization", "Bearer " + agent));
        assertThat(row.data().at("/conversations/0/user/first_name").asText()).isEqualTo("John");
    }

    @Test
    void aGuestsChatOpensToItsDeviceAndItsEmailUntilATokenBindsIt() {
        String id = ChatCalls.id(chats.guestSend("Hello", "Guest@Example.com", null));

        assertThat(chats.read(id, null).status()).as("its device").isEqualTo(200);
        assertThat(elsewhere(chats.reading(id, "", null)).status()).isEqualTo(404);
        assertThat(elsewhere(chats.reading(id, "?email=guest@example.com", null))
                        .status())
                .isEqualTo(200);
        assertThat(chats.guestSend("more", "guest@example.com", id).status()).isEqualTo(201);
        Answer wrong = chats.guestSend("more", "other@example.com", id);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.code()).isEqualTo("EMAIL_MISMATCH");
        assertThat(wrong.message()).isEqualTo("Email does not match the conversation owner");

        assertThat(chats.send(service.token("u-5", "guest@example.com"), "it is me", id)
                        .status())
                .isEqualTo(201);

        assertThat(((ConversationEvent.MessagePosted) chats.lastEvent(id)).claimedBy())
                .isNotNull();
        assertThat(chats.history(id)).last().satisfies(entry -> {
            assertThat(entry.change()).isEqualTo("claimed");
            assertThat(entry.to()).isEqualTo("u-5");
        });
        assertThat(chats.read(id, null).status()).as("its device no more").isEqualTo(404);
        assertThat(chats.guestSend("more", "guest@example.com", id).status()).isEqualTo(404);
    }

    @Test
    void aMarkMovesForwardAndIsAnsweredWithTheChat() {
        String id = chats.begun("u-1");
        String token = service.owner("u-1");
        chats.send(token, "two", id);

        Answer marked = service.send(chats.reading(id, "/read", token).POST(BodyPublishers.noBody()));
        Answer again = service.send(chats.reading(id, "/read", token).POST(BodyPublishers.noBody()));

        assertThat(marked.status()).isEqualTo(200);
        assertThat(marked.message()).isEqualTo("Marked as read");
        assertThat(marked.data().path("conversation_id").asText()).isEqualTo(id);
        assertThat(again.data()).isEqualTo(marked.data());
        assertThat(chats.types(id)).last().isEqualTo("conversation.messages-read");
        assertThat(chats.types(id)).hasSize(3);
        Answer admin = service.send(chats.reading(id, "/read", service.admin()).POST(BodyPublishers.noBody()));
        assertThat(admin.status()).isEqualTo(403);
    }

    @Test
    void whoeverMayJoinIsToldHowTheChatStandsAndWhatTheyMissed() {
        String id = chats.begun("u-1");
        String first = chats.read(id, service.owner("u-1"))
                .data()
                .path("conversation")
                .path("messages")
                .get(0)
                .path("id")
                .asText();
        chats.send(service.owner("u-1"), "two", id);

        Answer joined = service.internal("/internal/chats/" + id + "/join", """
                {"user_id":"u-1","role":"user","last_message_id":"%s"}""".formatted(first));
        Answer stranger = service.internal("/internal/chats/" + id + "/join", """
                {"user_id":"u-9","role":"user"}""");
        Answer read = service.internal("/internal/chats/" + id + "/read", """
                {"user_id":"u-1","role":"user"}""");

        assertThat(joined.status()).isEqualTo(200);
        assertThat(joined.json().path("conversation_id").asText()).isEqualTo(id);
        assertThat(joined.json().path("status").asText()).isEqualTo("active");
        assertThat(joined.json().path("owner").path("user_id").asText()).isEqualTo("u-1");
        assertThat(joined.json().path("ticket").isNull()).isTrue();
        assertThat(joined.json().path("handover").isNull()).isTrue();
        assertThat(joined.json().path("missed")).hasSize(1);
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.code()).isEqualTo("CONVERSATION_NOT_FOUND");
        assertThat(read.json().path("conversation_id").asText()).isEqualTo(id);
        assertThat(service.internal("/internal/conversations/" + id + "/join", """
                {"user_id":"u-1","role":"user"}""")
                        .status())
                .as("a chat is no ticket")
                .isEqualTo(404);
    }

    @Test
    void aUserWithoutAnAddressHasAChatToo() {
        String token = service.tokens.user(UUID.randomUUID().toString()).sign();
        Answer opened = chats.send(token, "Hi", null);

        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.data().path("conversation").path("email").isNull()).isTrue();
        assertThat(chats.send(token, "more", ChatCalls.id(opened)).status()).isEqualTo(201);
    }

    private Answer elsewhere(HttpRequest.Builder request) {
        return service.send(request.setHeader("x-device-id", ServiceFixture.OTHER_DEVICE));
    }

    private List<Answer> twice(Supplier<HttpRequest.Builder> request, String key) {
        return List.of(
                service.send(request.get().header("Idempotency-Key", key)),
                service.send(request.get().header("Idempotency-Key", key)));
    }

    private static JsonNode withoutNew(Answer opened) {
        return ((ObjectNode) opened.data()).without("is_new");
    }
}
