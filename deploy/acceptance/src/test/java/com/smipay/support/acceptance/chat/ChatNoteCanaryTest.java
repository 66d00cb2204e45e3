package com.smipay.support.acceptance.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.InternalNotes;
import com.smipay.support.acceptance.client.LiveChat;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.outside.WordSearch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Notes of agents, written at every moment of a chat's life, while its owner, a stranger and an account with a guest's
/// email use every call and event that they have. [com.smipay.support.acceptance.client.Call] and [LiveSocket] search
/// what they get; here also what is counted, listed, searched and kept.
class ChatNoteCanaryTest {
    private final String word = "notebird" + UUID.randomUUID().toString().replace("-", "");
    private final Person owner = Person.user();
    private final Person guest = Person.guest();
    private final Person stranger = Person.user();
    private final LiveChat ada = Person.admin().chat();
    private final LiveChat bola = Person.admin().chat();
    private final Map<String, Person> chats =
            Map.of(owner.chat().begin(), owner, guest.chat().begin(), guest);
    private int notes;

    @Test
    void noNoteOfAChatGetsOut() throws Exception {
        InternalNotes.written(word);
        try (LiveSocket ownerSocket = LiveSocket.of(owner);
                LiveSocket guestSocket = LiveSocket.of(guest.registered());
                LiveSocket strangerSocket = LiveSocket.of(stranger);
                LiveSocket desk = LiveSocket.of(ada.person())) {
            List<LiveSocket> users = List.of(ownerSocket, guestSocket, strangerSocket);
            for (String chat : chats.keySet()) {
                users.forEach(socket -> socket.ask("join_conversation", LiveSocket.ofChat(chat)));
                desk.joinChat(chat);
                live(chat, users);
            }
            for (LiveSocket socket : users) {
                socket.settle();
                assertThat(socket.all().toString()).doesNotContain(word).doesNotContain("\"is_internal\":true");
            }
            assertThat(desk.all("conversation_updated").toString())
                    .as("notes are not previewed, not even to agents")
                    .doesNotContain(word);
            assertThat(desk.all("new_message").toString())
                    .as("agents in the room hear them")
                    .contains(word);
        }
        nothingIsKeptElsewhere();
    }

    private void live(String chat, List<LiveSocket> users) {
        note(chat, users);
        ada.claim(chat).expect(200);
        note(chat, users);
        ada.reply(chat, Canary.text("A visible reply")).expect(201);
        note(chat, users);
        bola.agents().expect(200);
        String handover = ada.askedToTakeOver(chat, bola.person());
        note(chat, users);
        bola.respond(handover, "accepted").expect(200);
        note(chat, users);
        JsonNode ticket = bola.createTicket(chat).expect(201).data().path("ticket");
        note(chat, users);
        Person user = Objects.requireNonNull(chats.get(chat));
        assertThat(user.app()
                        .read(new Ticket(chat, ticket.path("ticket_number").asText(), user.email(), ""))
                        .toString())
                .doesNotContain(word);
        bola.close(chat).expect(200);
        note(chat, users);
    }

    /// What users can see and count is the same before and after, and nobody finds it.
    private void note(String chat, List<LiveSocket> users) {
        Person user = Objects.requireNonNull(chats.get(chat));
        String seen = withoutTimes(user.chat().read(chat, "").expect(200).data());
        String listed =
                user.token() == null ? "" : user.chat().list("").expect(200).text();
        JsonNode row = row(chat);

        notes++;
        bola.note(chat, word + " " + notes + " says that this user is not to be told. ".repeat(4))
                .success(201, "Reply sent");

        assertThat(withoutTimes(user.chat().read(chat, "").expect(200).data())).isEqualTo(seen);
        if (user.token() != null) {
            assertThat(user.chat().list("").expect(200).text()).isEqualTo(listed);
        }
        JsonNode after = row(chat);
        for (String field : List.of("status", "has_unread", "message_count", "last_message", "last_message_at")) {
            assertThat(after.path(field)).as(field).isEqualTo(row.path(field));
        }
        assertThat(ada.detail(chat).data().toString()).contains(word);
        for (int limit = 1; limit <= 3; limit++) {
            user.chat().read(chat, "?limit=" + limit).expect(200);
        }
        user.chat().markRead(chat).expect(200);
        stranger.chat().read(chat, "").expect(404);
        Person.guest().chat().read(chat, "?email=" + user.email());
        JsonNode first = ada.detail(chat).data().at("/messages/0/id");
        for (LiveSocket socket : users) {
            socket.ask("join_conversation", LiveSocket.ofChat(chat).put("last_message_id", first.asText()));
            socket.ask("join_ticket", Json.mapper().createObjectNode().put("ticket_id", chat));
        }
        for (String term : List.of(word, word.substring(0, 20), word.substring(3))) {
            assertThat(ada.chats("?search=" + term).data().at("/meta/total").asInt())
                    .as("notes are not searched")
                    .isZero();
        }
    }

    private static String withoutTimes(JsonNode read) {
        JsonNode conversation = read.path("conversation");
        return conversation.path("messages") + " " + conversation.path("total_messages") + " "
                + conversation.path("status") + " " + conversation.path("last_message_at");
    }

    /// As agents list it.
    private JsonNode row(String chat) {
        String email = Objects.requireNonNull(chats.get(chat)).email();
        return ada.chats("?search=" + email)
                .success(200, "Conversations fetched")
                .at("/conversations/0");
    }

    private void nothingIsKeptElsewhere() throws Exception {
        WordSearch search = new WordSearch(LocalStack.running());
        assertThat(search.topics(word)).isSubsetOf("support.messages.v1");
        assertThat(search.columns("ticket", word)).isEmpty();
        assertThat(search.columns("rating", word)).isEmpty();
        // The answer to the agent who wrote it is kept for as long as its key is.
        assertThat(search.columns("messaging", word))
                .contains("internal_note.message")
                .allMatch(column -> column.startsWith("internal_note.")
                        || column.startsWith("outbox.")
                        || column.equals("idempotency.body"));
    }
}
