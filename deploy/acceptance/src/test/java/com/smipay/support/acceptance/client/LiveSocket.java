package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.json.JSONException;
import org.json.JSONObject;

/// The official Java client in the namespace `/support`, with everything that it heard. Whatever comes is held against
/// the documents.
public final class LiveSocket implements AutoCloseable {
    private static final long LIMIT_SECONDS = 15;
    private static final int ATTEMPTS = 3;

    /// Something that the server emitted.
    public record Event(String name, JsonNode payload) {
        /// One field of the payload, as text.
        public String text(String field) {
            return payload.path(field).asText();
        }
    }

    private final Socket socket;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> departures = new CopyOnWriteArrayList<>();
    private final CompletableFuture<JsonNode> refusal = new CompletableFuture<>();
    private final CompletableFuture<String> disconnect = new CompletableFuture<>();

    private final boolean mayHearNotes;

    private LiveSocket(URI at, Map<String, String> auth) {
        this.mayHearNotes = InternalNotes.mayBeSeenBy(auth.get("token"));
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .setReconnection(false)
                .setAuth(auth)
                .build();
        this.socket = IO.socket(URI.create(at + "/support"), options);
        socket.onAnyIncoming(this::hear);
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> refusal.complete(payload(arguments)));
        socket.on(Socket.EVENT_DISCONNECT, arguments -> disconnect.complete(String.valueOf(arguments[0])));
    }

    /// Through the gateway, to whichever instance it chooses.
    public static LiveSocket of(Person person) {
        return at(LocalStack.running().gateway(), person);
    }

    /// Directly at one of the instances, so that two sockets are known to sit on the same or on different ones.
    public static LiveSocket at(URI instance, Person person) {
        return at(instance, person.bearer());
    }

    /// Tries again where the line ends before the namespace is joined, as every app does: a machine that is very busy
    /// may need longer for that than the server gives.
    public static LiveSocket at(URI instance, String token) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            LiveSocket live = new LiveSocket(instance, Map.of("token", token));
            live.socket.connect();
            Wait.until("connected or not")
                    .until(() -> live.socket.connected() || live.refusal.isDone() || live.disconnect.isDone());
            if (live.socket.connected()) {
                return live;
            }
            live.close();
            assertThat(live.refusal).as("refused").isNotDone();
        }
        throw new AssertionError("No connection to " + instance);
    }

    /// Tries to connect, and is to be refused.
    ///
    /// @return what `connect_error` carried
    public static JsonNode refused(Map<String, String> auth) {
        try (LiveSocket live = new LiveSocket(LocalStack.running().gateway(), auth)) {
            live.socket.connect();
            JsonNode error = live.refusal.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(live.socket.connected()).isFalse();
            assertThat(live.events).isEmpty();
            return error;
        } catch (Exception e) {
            throw new AssertionError("Not refused", e);
        }
    }

    private void hear(Object... arguments) {
        String name = String.valueOf(arguments[0]);
        JsonNode payload =
                arguments.length > 1 ? json(arguments[1]) : Json.mapper().nullNode();
        departures.addAll(Call.contract().violationsOfServerEvent(name, payload.toString()));
        search(name, payload);
        events.add(new Event(name, payload));
    }

    private void search(String name, JsonNode payload) {
        if (!mayHearNotes) {
            InternalNotes.in(payload.toString())
                    .forEach(note -> departures.add(name + " carries an internal note to a user: " + note));
        }
    }

    private static JsonNode payload(Object... arguments) {
        return arguments.length == 0 ? Json.mapper().nullNode() : json(arguments[0]);
    }

    private static JsonNode json(Object argument) {
        try {
            return argument instanceof JSONObject
                    ? Json.mapper().readTree(argument.toString())
                    : Json.mapper().valueToTree(String.valueOf(argument));
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + argument, e);
        }
    }

    /// Sends an event and waits for its acknowledgement, whether it says yes or no.
    public JsonNode ask(String event, JsonNode payload) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        socket.emit(event, new Object[] {plain(payload)}, (Ack) arguments -> answer.complete(payload(arguments)));
        try {
            JsonNode acknowledgement = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            departures.addAll(Call.contract().violationsOfAcknowledgement(event, acknowledgement.toString()));
            search("the acknowledgement of " + event, acknowledgement);
            if (acknowledgement.path("success").asBoolean()) {
                departures.addAll(Call.contract().violationsOfClientEvent(event, payload.toString()));
            }
            return acknowledgement;
        } catch (Exception e) {
            throw new AssertionError("No acknowledgement of " + event, e);
        }
    }

    /// Sends an event without a callback.
    public void tell(String event, Object... arguments) {
        socket.emit(event, arguments);
    }

    public static ObjectNode of(Ticket ticket) {
        return Json.mapper().createObjectNode().put("ticket_id", ticket.id());
    }

    /// @return the acknowledgement, which said yes
    public JsonNode join(Ticket ticket) {
        return yes(ask("join_ticket", of(ticket)));
    }

    public JsonNode join(Ticket ticket, String lastMessageId) {
        return yes(ask("join_ticket", of(ticket).put("last_message_id", lastMessageId)));
    }

    /// By the conversation's door.
    public JsonNode joinChat(String chat) {
        return yes(ask("join_conversation", ofChat(chat)));
    }

    public static ObjectNode ofChat(String chat) {
        return Json.mapper().createObjectNode().put("conversation_id", chat);
    }

    public JsonNode leave(Ticket ticket) {
        return yes(ask("leave_ticket", of(ticket)));
    }

    public static JsonNode yes(JsonNode acknowledgement) {
        assertThat(acknowledgement.path("success").asBoolean())
                .as(acknowledgement.toString())
                .isTrue();
        return acknowledgement;
    }

    /// Waits for the first event that this is true of.
    public Event await(String name, Predicate<Event> which) {
        Wait.until(name).until(() -> all(name).stream().anyMatch(which));
        return all(name).stream().filter(which).findFirst().orElseThrow();
    }

    public Event await(String name) {
        return await(name, event -> true);
    }

    /// A question whose answer comes behind everything that the server has written to this socket by now.
    public void settle() {
        ask("leave_ticket", Json.mapper().createObjectNode().put("ticket_id", "00000000-0000-7000-8000-000000000000"));
    }

    /// Everything of that name so far, in its order.
    public List<Event> all(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /// Everything so far, in its order.
    public List<Event> all() {
        return List.copyOf(events);
    }

    public List<String> names() {
        return events.stream().map(Event::name).toList();
    }

    /// Forgets what it heard so far.
    public void forget() {
        events.clear();
    }

    /// Waits until the server ends the connection.
    ///
    /// @return the reason as the client has it
    public String awaitEnd() {
        try {
            return disconnect.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Still connected", e);
        }
    }

    public boolean isConnected() {
        return socket.connected();
    }

    private static JSONObject plain(JsonNode payload) {
        try {
            return new JSONObject(payload.toString());
        } catch (JSONException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// @throws AssertionError when anything that it heard departs from the documents
    @Override
    public void close() {
        socket.off();
        socket.disconnect();
        socket.close();
        assertThat(departures).as("departures from the documents").isEmpty();
    }
}
