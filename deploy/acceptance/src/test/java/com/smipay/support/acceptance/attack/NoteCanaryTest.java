package com.smipay.support.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.InternalNotes;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.WordSearch;
import com.smipay.support.servers.process.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Internal notes that bear a word of their own, written at every moment of a ticket's life, while its owner, a
/// stranger and a guest use every call and event that they have. What they get is searched by [Call] and [LiveSocket]
/// (as all answers and frames of this run are); here also every topic, database, log and internal page.
class NoteCanaryTest {
    private final String word = "notebird" + UUID.randomUUID().toString().replace("-", "");
    private final List<String> notes = new ArrayList<>();
    private final Person owner = Person.user();
    private final Person guest = Person.guest();
    private final Dashboard admin = Person.admin().dashboard();
    private final List<Ticket> tickets = List.of(owner.app().open(), guest.app().open());
    private final LiveSocket ownerSocket = LiveSocket.of(owner);
    private final LiveSocket guestSocket = LiveSocket.of(guest.registered());
    private final LiveSocket strangerSocket = LiveSocket.of(Person.user());
    private final LiveSocket desk = LiveSocket.of(admin.person());

    @AfterEach
    void close() {
        Stream.of(ownerSocket, guestSocket, strangerSocket, desk).forEach(LiveSocket::close);
    }

    @Test
    void noNoteGetsOut() throws Exception {
        ownerSocket.join(tickets.get(0));
        guestSocket.join(tickets.get(1));
        tickets.forEach(desk::join);

        live();

        for (Ticket ticket : tickets) {
            assertThat(InternalNotes.in(admin.detail(ticket).toString()))
                    .as("admins see them, and the search finds them")
                    .hasSizeGreaterThanOrEqualTo(notes.size() / 2);
        }
        notes.forEach(note -> desk.await(
                "new_message",
                event -> event.payload().at("/message/message").asText().equals(note)));
        for (LiveSocket socket : List.of(ownerSocket, guestSocket, strangerSocket)) {
            socket.settle();
            assertThat(socket.all().toString()).doesNotContain(word).doesNotContain("\"is_internal\":true");
        }
        assertThat(desk.all("ticket_updated").toString())
                .as("notes are not previewed, not even to admins")
                .doesNotContain(word);
        nothingIsKeptElsewhere();
        nothingIsLoggedOrMeasured();
    }

    /// Notes before and behind everything that happens to a ticket, and all that users can ask in between.
    private void live() {
        for (Ticket ticket : tickets) {
            note(ticket);
            askEverything();
            admin.replied(ticket, Canary.text("A visible reply"));
            note(ticket);
            admin.moved(ticket, "waiting_user");
            note(ticket);
            app(ticket).say(ticket, Canary.text("An answer of the user"));
            askEverything();
            admin.assign(ticket, admin.person().id()).expect(200);
            admin.priority(ticket, "urgent").expect(200);
            note(ticket);
            admin.moved(ticket, "resolved");
            note(ticket);
            admin.moved(ticket, "closed");
            note(ticket);
            askEverything();
        }
    }

    private void note(Ticket ticket) {
        String text = word + " " + notes.size() + " says that this user is not to be told. ".repeat(4);
        notes.add(text);
        InternalNotes.written(word);
        admin.note(ticket, text).success(201, "Reply sent");
    }

    private void askEverything() {
        for (Ticket ticket : tickets) {
            JsonNode whole = app(ticket).read(ticket);
            List<String> known = new ArrayList<>();
            whole.path("messages")
                    .forEach(message -> known.add(message.path("id").asText()));
            assertThat(whole.path("total_messages").asInt()).isEqualTo(known.size());
            for (int limit = 1; limit <= 3; limit++) {
                app(ticket).conversation(ticket.number(), "&limit=" + limit).expect(200);
                app(ticket)
                        .conversation(ticket.number(), "&limit=" + limit + "&before=" + known.getLast())
                        .expect(200);
            }
            boolean isOwners = ticket.equals(tickets.get(0));
            (isOwners ? ownerSocket : guestSocket).join(ticket, known.getFirst());
            if (isOwners) {
                // By the guest's account it would bind the ticket, and end the guest's reading.
                ownerSocket.ask("mark_read", LiveSocket.of(ticket));
            }
            app(ticket).markRead(ticket);
            followUp(ticket);
            for (Person other : List.of(Person.user(), Person.guest())) {
                other.app().conversation(ticket).refused(404, "TICKET_NOT_FOUND");
                other.app().conversation(ticket.number(), "&email=" + ticket.email());
            }
            strangerSocket.ask("join_ticket", LiveSocket.of(ticket));
        }
        owner.app().myTickets().expect(200);
        Call.get(Dashboard.BASE + "/" + tickets.get(0).id()).by(owner).send().refused(403, "FORBIDDEN");
        for (String found : List.of(word, word.substring(0, 20))) {
            assertThat(admin.listed("?search=" + found).path("tickets").size())
                    .as("notes are not searched")
                    .isZero();
        }
    }

    /// The one call whose answer is a whole conversation, and whose answer is kept for a retry.
    private void followUp(Ticket ticket) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("ticket_number", ticket.number())
                .put("description", Canary.text("More about it"))
                .put("email", ticket.email());
        String key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < 2; attempt++) {
            Call.post(App.REQUEST)
                    .by(app(ticket).person())
                    .header("Idempotency-Key", key)
                    .json(body)
                    .send();
        }
    }

    private App app(Ticket ticket) {
        return ticket.equals(tickets.get(0)) ? owner.app() : guest.app();
    }

    /// Notes live in the messaging service; its topic carries them to the sockets of admins.
    private void nothingIsKeptElsewhere() throws Exception {
        WordSearch search = new WordSearch(LocalStack.running());
        assertThat(search.topics(word)).containsExactly("support.messages.v1");
        assertThat(search.columns("ticket", word)).isEmpty();
        assertThat(search.columns("rating", word)).isEmpty();
        assertThat(search.columns("messaging", word))
                .contains("internal_note.message")
                .allMatch(column -> column.startsWith("internal_note.") || column.startsWith("outbox."));
    }

    private void nothingIsLoggedOrMeasured() throws IOException {
        LocalStack stack = LocalStack.running();
        assertThat(new WordSearch(stack).logs(word)).isEmpty();
        for (String service : Services.ALL) {
            for (String page : List.of("/health", "/metrics")) {
                assertThat(Probe.body(stack.internalUrl(service).resolve(page)))
                        .as(service + page)
                        .isNotEmpty()
                        .doesNotContain(word);
            }
        }
    }
}
