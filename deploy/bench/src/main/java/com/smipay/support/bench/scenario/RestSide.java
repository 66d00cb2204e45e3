package com.smipay.support.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One side of the REST scenarios: where its endpoints are, and the requests to them, rendered once.
///
/// @param tickets where tickets are opened and listed
/// @param messages where conversations are read and written
record RestSide(OwnStack stack, URI tickets, URI messages) {
    private static final String CREATE = "/api/v1/support/request-support";
    private static final String ADD = "/api/v1/support/ticket/add-message";

    static RestSide ours(OwnStack stack) {
        return new RestSide(stack, stack.publicUrl(Services.TICKET), stack.publicUrl(Services.MESSAGING));
    }

    /// @param peer whose endpoints are all in one place
    static RestSide of(OwnStack stack, URI peer) {
        return new RestSide(stack, peer, peer);
    }

    record Ticket(String id, String number, Person owner) {}

    byte[] create(Person person) {
        String body = """
                {"subject":"My transfer is stuck","description":"Fifty thousand left my wallet an hour ago and nobody has it.",\
                "email":"%s","phone_number":"08012345678","support_type":"TRANSACTION_ISSUE",\
                "related_transaction_id":"tx-0192aaaa"}""".formatted(person.email());
        return HttpLine.request(tickets, CREATE, headers(person), body);
    }

    byte[] addMessage(Ticket ticket) {
        return addMessage(ticket, "Any news? The bank says that it is not with them.");
    }

    byte[] addMessage(Ticket ticket, String message) {
        String body = """
                {"ticket_number":"%s","message":"%s","email":"%s"}""".formatted(ticket.number(), message, ticket.owner().email());
        return HttpLine.request(messages, ADD, headers(ticket.owner()), body);
    }

    byte[] reply(Person admin, Ticket ticket) {
        return HttpLine.request(
                messages,
                "/api/v1/unified-admin/support/" + ticket.id() + "/reply",
                headers(admin),
                "{\"message\":\"The bank has it, and sends it back within a day.\"}");
    }

    byte[] conversation(Ticket ticket) {
        return HttpLine.request(
                messages, "/api/v1/support/ticket?ticket_number=" + ticket.number(), headers(ticket.owner()), "");
    }

    byte[] myTickets(Person person) {
        return HttpLine.request(tickets, "/api/v1/support/my-tickets", headers(person), "");
    }

    /// An admin's look at the list, or at one ticket.
    ///
    /// @param query what stands behind the list's path
    byte[] adminList(Person admin, String query) {
        return HttpLine.request(tickets, "/api/v1/unified-admin/support" + query, headers(admin), "");
    }

    /// A message into a chat, or the first one of a new chat.
    ///
    /// @param chat null for a new one
    byte[] sendToChat(Person person, @Nullable String chat) {
        String body = """
                {"message":"Any news? The bank says that it is not with them."%s}""".formatted(chat == null ? "" : ",\"conversation_id\":\"" + chat + "\"");
        return HttpLine.request(messages, "/api/v1/support/chat/send", headers(person), body);
    }

    byte[] claim(Person admin, String chat) {
        return HttpLine.request(
                messages, "/api/v1/unified-admin/support/conversations/" + chat + "/claim", headers(admin), "{}");
    }

    /// An admin's look at the list of chats.
    byte[] chatList(Person admin, String query) {
        return HttpLine.request(messages, "/api/v1/unified-admin/support/conversations" + query, headers(admin), "");
    }

    /// @return the ids of chats just opened, each by another user
    List<String> openChats(int count) throws IOException {
        List<String> chats = new ArrayList<>();
        try (HttpLine line = new HttpLine(messages)) {
            for (int number = 0; number < count; number++) {
                JsonNode opened = Json.mapper().readTree(line.ask(sendToChat(Person.user(number), null)));
                chats.add(opened.at("/data/conversation/id").asText());
            }
        }
        return chats;
    }

    Ticket open(Person person) throws IOException {
        try (HttpLine line = new HttpLine(tickets)) {
            JsonNode ticket = Json.mapper()
                    .readTree(line.ask(create(person)))
                    .path("data")
                    .path("ticket");
            return new Ticket(
                    ticket.path("id").asText(), ticket.path("ticket_number").asText(), person);
        }
    }

    List<Ticket> openOneEach(int from, int count) throws IOException {
        List<Ticket> opened = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            opened.add(open(Person.user(number)));
        }
        return opened;
    }

    /// Messages to so many tickets that are opened now, to one of them at random each time.
    Requests adding(int tickets) throws IOException {
        return anyOf(openOneEach(0, tickets).stream().map(this::addMessage).toList());
    }

    static Requests anyOf(List<byte[]> requests) {
        return client -> requests.get(ThreadLocalRandom.current().nextInt(requests.size()));
    }

    void say(Ticket ticket, int times) throws IOException {
        try (HttpLine line = new HttpLine(messages)) {
            for (int i = 0; i < times; i++) {
                line.ask(addMessage(ticket));
            }
        }
    }

    private String headers(Person person) {
        return "x-device-id: bench-" + person.id() + "\r\nAuthorization: Bearer " + person.token(stack) + "\r\n";
    }
}
