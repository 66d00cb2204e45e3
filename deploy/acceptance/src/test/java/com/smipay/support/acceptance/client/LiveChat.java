package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Live chat in somebody's hands: every call of `live-chat-api.md`, and each that was taken once more with its key
/// (`decisions.md` 8).
///
/// @param person whose device and token go with every call
public record LiveChat(Person person) {
    private static final String USER_SIDE = "/api/v1/support/conversations";
    private static final String ADMIN_SIDE = Dashboard.BASE + "/conversations";

    /// Begins one.
    ///
    /// @return its id
    public String begin() {
        return id(person.token() == null ? guestSend(null, text(), person.email()) : send(null, text()));
    }

    /// @param opened the answer to a message that began a chat
    public static String id(Reply opened) {
        return opened.success(201, "Message sent").at("/conversation/id").asText();
    }

    /// @param chat null for a new one
    public Reply send(@Nullable String chat, String message) {
        return post(App.CHAT_SEND, message(chat, message));
    }

    public Reply guestSend(@Nullable String chat, String message, String email) {
        return post(App.CHAT_SEND + "-unauthenticated", message(chat, message).put("email", email));
    }

    /// @param query with its question mark
    public Reply list(String query) {
        return get(USER_SIDE + query);
    }

    /// @param query with its question mark
    public Reply read(String chat, String query) {
        return get(USER_SIDE + "/" + chat + query);
    }

    public Reply markRead(String chat) {
        return post(USER_SIDE + "/" + chat + "/read", object());
    }

    public Reply rate(String chat, int rating) {
        return post(USER_SIDE + "/" + chat + "/rate", object().put("rating", rating));
    }

    /// @param query with its question mark
    public Reply chats(String query) {
        return get(ADMIN_SIDE + query);
    }

    public Reply detail(String chat) {
        return get(ADMIN_SIDE + "/" + chat);
    }

    public Reply claim(String chat) {
        return post(ADMIN_SIDE + "/" + chat + "/claim", object());
    }

    public Reply reply(String chat, String message) {
        return post(ADMIN_SIDE + "/" + chat + "/reply", message(message));
    }

    public Reply note(String chat, String message) {
        InternalNotes.written(message);
        Reply reply = post(ADMIN_SIDE + "/" + chat + "/reply", message(message).put("is_internal", true));
        InternalNotes.accepted(reply.data());
        return reply;
    }

    public Reply createTicket(String chat) {
        return post(
                ADMIN_SIDE + "/" + chat + "/create-ticket",
                object().put("subject", text()).put("description", text()).put("priority", "urgent"));
    }

    public Reply close(String chat) {
        return post(ADMIN_SIDE + "/" + chat + "/close", object());
    }

    public Reply handOver(String chat, String toAdminId) {
        return post(
                ADMIN_SIDE + "/" + chat + "/handover",
                object().put("to_admin_id", toAdminId).put("reason", Canary.text("Lunch")));
    }

    /// Asks, and is allowed to.
    ///
    /// @return the handover's id
    public String askedToTakeOver(String chat, Person target) {
        return handOver(chat, target.id())
                .success(201, "Handover requested")
                .path("handover_id")
                .asText();
    }

    public Reply respond(String handover, String status) {
        return post(Dashboard.BASE + "/handovers/" + handover + "/respond", object().put("status", status));
    }

    public Reply agents() {
        return get(Dashboard.BASE + "/agents");
    }

    private Reply get(String target) {
        return Call.get(target).by(person).send();
    }

    /// As a phone does that loses the first answer: it asks again with the same key, and is told the same.
    private Reply post(String target, ObjectNode body) {
        String key = UUID.randomUUID().toString();
        Reply first = once(target, body, key);
        if (first.status() < 300) {
            Reply again = once(target, body, key);
            assertThat(again.status()).as(again.text()).isEqualTo(first.status());
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        }
        return first;
    }

    private Reply once(String target, ObjectNode body, String key) {
        return Call.post(target)
                .by(person)
                .header("Idempotency-Key", key)
                .json(body)
                .send();
    }

    private static ObjectNode message(@Nullable String chat, String message) {
        return chat == null ? message(message) : message(message).put("conversation_id", chat);
    }

    private static ObjectNode message(String message) {
        return object().put("message", message);
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    private static String text() {
        return Canary.text("Is anybody there");
    }
}
