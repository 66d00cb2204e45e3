package com.smipay.support.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Row;
import com.smipay.support.messaging.store.ChatDetails;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls of chats, on a service.
final class ChatCalls implements AutoCloseable {
    private final ServiceFixture service;
    private final Database database;

    ChatCalls(ServiceFixture service) {
        this.service = service;
        this.database = MessagingDatabase.open(service.database);
        // Rows leave the outbox as soon as they are published.
        service.database.execute("""
                create table announced (like outbox);
                create function keep_announced() returns trigger language plpgsql as
                $$ begin insert into announced select new.*; return null; end $$;
                create trigger keep_announced after insert on outbox for each row execute function keep_announced();
                """);
    }

    HttpRequest.Builder sending(@Nullable String token, String message, @Nullable String conversationId) {
        return post(service.user("/api/v1/support/chat/send", token), body(message, conversationId));
    }

    Answer send(String token, String message, @Nullable String conversationId) {
        return service.send(sending(token, message, conversationId));
    }

    HttpRequest.Builder guestSending(@Nullable String token, String message, String email, @Nullable String id) {
        return post(
                service.user("/api/v1/support/chat/send-unauthenticated", token),
                body(message, id).put("email", email));
    }

    Answer guestSend(String message, String email, @Nullable String conversationId) {
        return service.send(guestSending(null, message, email, conversationId));
    }

    /// A new one, of the user with the contact email of every ticket here.
    String begun(String userId) {
        return id(send(service.owner(userId), "Hello, is anybody there?", null));
    }

    static String id(Answer opened) {
        return opened.data().path("conversation").path("id").asText();
    }

    HttpRequest.Builder reading(String id, String query, @Nullable String token) {
        return service.user("/api/v1/support/conversations/" + id + query, token);
    }

    Answer read(String id, @Nullable String token) {
        return service.send(reading(id, "", token));
    }

    /// A call at the agents' side of a chat.
    ///
    /// @param json null for no body at all
    HttpRequest.Builder agent(String token, String path, @Nullable String json) {
        HttpRequest.Builder request =
                service.publicly("/api/v1/unified-admin/support/" + path).header("Authorization", "Bearer " + token);
        return json == null
                ? request.POST(BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    /// An agent's token.
    String agent(String id) {
        return service.tokens
                .user(id)
                .email(id + "@smipay.com")
                .name("Agent " + id)
                .admin()
                .sign();
    }

    Answer claim(String id, String token) {
        return service.send(agent(token, "conversations/" + id + "/claim", null));
    }

    HttpRequest.Builder converting(String id, String token) {
        return agent(token, "conversations/" + id + "/create-ticket", """
                {"subject":"A card is gone","description":"The machine kept the card.","priority":"urgent"}""");
    }

    Answer convert(String id, String token) {
        return service.send(converting(id, token));
    }

    Answer close(String id, String token) {
        return service.send(agent(token, "conversations/" + id + "/close", null));
    }

    Answer reply(String id, String token, String message) {
        return service.send(agent(token, "conversations/" + id + "/reply", "{\"message\":\"" + message + "\"}"));
    }

    Answer handOver(String id, String token, String target) {
        return service.send(agent(
                token,
                "conversations/" + id + "/handover",
                "{\"to_admin_id\":\"" + target + "\",\"reason\":\"lunch\"}"));
    }

    Answer respond(String handover, String token, String status) {
        return service.send(agent(token, "handovers/" + handover + "/respond", "{\"status\":\"" + status + "\"}"));
    }

    /// Every event of a conversation that was put into the outbox, in their order.
    List<SupportEvent> events(String id) {
        return database
                .query(
                        "select * from announced where subject = :id order by position",
                        Map.of("id", id),
                        row -> new EventEnvelope(
                                row.uuid("event_id"),
                                row.text("type"),
                                row.text("source"),
                                id,
                                row.instant("time"),
                                row.textOrNull("traceparent"),
                                row.textOrNull("request_id"),
                                row.text("data")))
                .stream()
                .map(ChatCalls::decoded)
                .toList();
    }

    List<String> types(String id) {
        return events(id).stream().map(event -> event.type().wire()).toList();
    }

    /// @param by null for the system, or a guest
    record Change(
            @Nullable String by,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    /// Oldest first.
    List<Change> history(String id) {
        return ChatDetails.history(database, UUID.fromString(id)).stream()
                .map(change -> new Change(change.byId(), change.change(), change.was(), change.became()))
                .toList();
    }

    /// As a detail or a list has it.
    <T> T one(String sql, Function<Row, T> reader) {
        return database.queryOne(sql, Map.of(), reader).orElseThrow();
    }

    @Override
    public void close() {
        database.close();
    }

    ConversationEvent lastEvent(String id) {
        return (ConversationEvent) events(id).getLast();
    }

    private static SupportEvent decoded(EventEnvelope envelope) {
        return EventCodec.decode(envelope, SupportEvent.class)
                .orElseThrow(() -> new AssertionError("Not to be read: " + envelope.type() + " " + envelope.data()));
    }

    private static ObjectNode body(String message, @Nullable String conversationId) {
        ObjectNode body = Json.mapper().createObjectNode().put("message", message);
        return conversationId == null ? body : body.put("conversation_id", conversationId);
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request, ObjectNode body) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }

    static String unknown() {
        return UUID.randomUUID().toString();
    }
}
