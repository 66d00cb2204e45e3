package com.smipay.support.faults.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.recorder.Conversation.Shown;
import com.smipay.support.faults.recorder.Screen;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;

/// An app with the official client, open on one ticket or chat: it reconnects by itself, joins again from the last
/// message that it has, and shows what it missed. What comes through is written down by its screen.
public final class Phone implements AutoCloseable {
    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 1_000;
    private static final long ANSWER_SECONDS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /// By what an app comes into a room: a ticket that was made of a chat has two doors to the same one.
    enum Door {
        TICKET("join_ticket", "ticket_id"),
        CHAT("join_conversation", "conversation_id");

        private final String event;
        private final String field;

        Door(String event, String field) {
            this.event = event;
            this.field = field;
        }
    }

    private final Door door;
    private final String id;
    private final Screen screen;
    private final Socket socket;
    private final Journal journal;
    private final Semaphore connects = new Semaphore(0);
    private final Thread joining;

    /// Connects and joins, in the background.
    ///
    /// @param id of the ticket or chat
    /// @param screen with the message that the app has read already
    Phone(URI at, Person person, Door door, String id, Screen screen, Journal journal) {
        this.door = door;
        this.id = id;
        this.screen = screen;
        this.journal = journal;
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .setReconnectionDelay(FIRST_DELAY_MS)
                .setReconnectionDelayMax(LONGEST_DELAY_MS)
                .setTimeout(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS))
                .setAuth(Map.of("token", person.token()))
                .build();
        this.socket = IO.socket(URI.create(at + "/support"), options);
        socket.onAnyIncoming(this::hear);
        socket.on(Socket.EVENT_CONNECT, arguments -> {
            screen.connected();
            connects.release();
        });
        // Refused by the namespace (a service was away): the client gives up then, an app does not.
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> Thread.startVirtualThread(this::connectLater));
        socket.on(Socket.EVENT_DISCONNECT, arguments -> {
            if ("io server disconnect".equals(arguments[0])) {
                Thread.startVirtualThread(this::connectLater);
            }
        });
        this.joining = Thread.ofVirtual().name("phone").start(this::joinWheneverConnected);
        socket.connect();
    }

    private void connectLater() {
        Writer.pause(BETWEEN);
        if (!socket.connected() && joining.isAlive()) {
            socket.connect();
        }
    }

    private void joinWheneverConnected() {
        try {
            while (true) {
                connects.acquire();
                connects.drainPermits();
                int connection = screen.connections();
                while (socket.connected() && connection == screen.connections() && !screen.hasJoined()) {
                    join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void join() throws InterruptedException {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        JSONObject question = new JSONObject(Map.of(door.field, id, "last_message_id", screen.newest()));
        int connection = screen.connections();
        socket.emit(door.event, new Object[] {question}, (Ack) arguments -> answer.complete(json(arguments[0])));
        try {
            JsonNode said = answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
            if (!said.path("success").asBoolean()) {
                if (!said.path("code").asText().equals("UNAVAILABLE")) {
                    journal.surprise(door.event + " answered " + said);
                }
                Thread.sleep(BETWEEN);
            } else if (connection == screen.connections()) {
                List<String> missed = new ArrayList<>();
                said.path("missed")
                        .forEach(message -> missed.add(message.path("id").asText()));
                screen.caughtUp(missed, said.path("more").asBoolean());
            }
        } catch (CompletionException e) {
            // The line ended, or the service did: it connects again, or is asked again.
            Thread.sleep(BETWEEN);
        }
    }

    private void hear(Object... arguments) {
        String name = String.valueOf(arguments[0]);
        JsonNode payload =
                arguments.length > 1 ? json(arguments[1]) : Json.mapper().nullNode();
        if (!payload.path(door.field).asText().equals(id)) {
            return;
        }
        String message = payload.path("message").path("id").asText();
        switch (name) {
            case "new_message" -> screen.pushed(message);
            case "ticket_updated", "conversation_updated" -> {
                if (!message.isEmpty()) {
                    screen.heard(name + " " + payload.path("event").asText() + " " + message);
                }
            }
            case "conversation_claimed" ->
                screen.assigned(payload.path("assigned_to").asText());
            default -> {
                // Changes of status and typing have no name of their own to know them by.
            }
        }
    }

    private static JsonNode json(Object argument) {
        try {
            return Json.mapper().readTree(String.valueOf(argument));
        } catch (JsonProcessingException e) {
            return Json.mapper().valueToTree(String.valueOf(argument));
        }
    }

    /// Whether it is connected and in the ticket's room.
    public boolean isSettled() {
        return socket.connected() && screen.hasJoined();
    }

    public Shown shown() {
        return screen.shown();
    }

    public Screen screen() {
        return screen;
    }

    @Override
    public void close() {
        joining.interrupt();
        socket.off();
        socket.disconnect();
    }
}
