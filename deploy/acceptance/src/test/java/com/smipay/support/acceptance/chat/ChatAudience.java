package com.smipay.support.acceptance.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everybody who may hear of a chat, over both instances. A note behind what is looked for shows that nothing of it is
/// still to come: it is written to the agents in the room of either instance behind everything that the chat did
/// before.
final class ChatAudience implements AutoCloseable {
    final Person owner = Person.user();
    final Person ada = Person.admin();
    final Person bola = Person.admin();

    /// Sockets by what the table of a test calls them; a number names the instance.
    private final Map<String, LiveSocket> sockets = new LinkedHashMap<>();

    final String chat;

    /// The chat is begun by its owner, who is in the room at both instances, and outside of it with a third device. Ada
    /// is in it at the first instance, another agent at the second; Bola and a stranger are outside, at both.
    ChatAudience() {
        at(1, "owner in 1", owner);
        at(2, "owner in 2", owner);
        at(2, "owner out 2", owner);
        at(1, "ada in 1", ada);
        at(2, "agent in 2", Person.admin());
        at(1, "bola out 1", bola);
        at(2, "bola out 2", bola);
        at(1, "stranger 1", Person.user());
        at(2, "stranger 2", Person.user());
        // Whom one can hand over to is known by a token that came once.
        bola.chat().agents().expect(200);
        chat = owner.chat().begin();
    }

    private void at(int instance, String name, Person person) {
        String part = instance == 1 ? "realtime-service" : "realtime-service-2";
        sockets.put(name, LiveSocket.at(LocalStack.running().publicUrl(part), person));
    }

    LiveSocket socket(String name) {
        return Objects.requireNonNull(sockets.get(name), name);
    }

    void enter() {
        sockets.forEach((name, socket) -> {
            if (name.contains(" in ")) {
                socket.joinChat(chat);
            }
        });
        forget();
    }

    void forget() {
        sockets.values().forEach(LiveSocket::settle);
        sockets.values().forEach(LiveSocket::forget);
    }

    /// What each of them heard of the chat since the last time, once nothing of it is to come any more: names, and what
    /// an update is about.
    ///
    /// @param expected a line for each: whose sockets, a colon, and what they heard, in any order; `admins` and the
    ///     like stand for several; who is in no line has heard nothing
    void heard(String expected) {
        awaitQuiet();
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        sockets.keySet().forEach(name -> wanted.put(name, new ArrayList<>()));
        expected.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] halves = line.split(":", 2);
            sockets.keySet().stream()
                    .filter(name -> isOf(name, halves[0].strip()))
                    .forEach(name -> Objects.requireNonNull(wanted.get(name))
                            .addAll(Arrays.stream(halves[1].split(",", -1))
                                    .map(String::strip)
                                    .toList()));
        });
        Map<String, List<String>> heard = new LinkedHashMap<>();
        sockets.forEach((name, socket) -> heard.put(
                name, ours(socket).stream().map(ChatAudience::told).sorted().toList()));
        wanted.values().forEach(names -> names.sort(null));
        assertThat(heard).isEqualTo(wanted);
    }

    private static boolean isOf(String name, String group) {
        return switch (group) {
            case "room" -> name.contains(" in ");
            case "admins" -> !name.startsWith("owner") && !name.startsWith("stranger");
            default -> name.startsWith(group);
        };
    }

    /// Everything of the chat, or its ticket, that a socket heard, in its order.
    List<Event> ours(LiveSocket socket) {
        return socket.all().stream()
                .filter(event -> event.payload().toString().contains(chat))
                .filter(event -> !event.payload().at("/message/is_internal").asBoolean())
                .toList();
    }

    private void awaitQuiet() {
        String note = Canary.text("That was all");
        ada.chat().note(chat, note).expect(201);
        for (String name : List.of("ada in 1", "agent in 2")) {
            Wait.until("the note at " + name)
                    .until(() -> socket(name).all("new_message").stream()
                            .anyMatch(event -> event.payload()
                                    .at("/message/message")
                                    .asText()
                                    .equals(note)));
        }
        sockets.values().forEach(LiveSocket::settle);
    }

    static String told(Event event) {
        return event.name().endsWith("_updated") ? event.name() + " " + event.text("event") : event.name();
    }

    @Override
    public void close() {
        sockets.values().forEach(LiveSocket::close);
    }
}
