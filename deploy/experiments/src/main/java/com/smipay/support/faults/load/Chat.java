package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.faults.recorder.Conversation.Taken;
import com.smipay.support.faults.recorder.Screen;
import com.smipay.support.local.home.Services;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// One ticket, a user and an admin who write to each other at once, and the phones of both.
public final class Chat implements AutoCloseable {
    /// Every so many of the admin's messages are for the team alone.
    static final int NOTES = 5;

    private static final String ADD = "/api/v1/support/ticket/add-message";

    private final Writer writer;
    private final Journal journal;
    private final Person user;
    private final Person admin;
    private final String ticket;
    private final String number;
    private final String opening;
    private final String subject;

    private final List<Phone> phones;

    /// Opens the ticket.
    ///
    /// @param lines where each phone connects
    public Chat(Writer writer, Journal journal, Person user, Person admin, Supplier<URI> lines) {
        this.writer = writer;
        this.journal = journal;
        this.user = user;
        this.admin = admin;
        this.subject = text("My transfer is lost");
        JsonNode opened = writer.post(
                        user, Services.TICKET, "/api/v1/support/request-support", newTicket(user, subject, subject))
                .path("ticket");
        this.ticket = opened.path("id").asText();
        this.number = opened.path("ticket_number").asText();
        this.opening = opened.path("messages").path(0).path("id").asText();
        journal.took(new Taken(ticket, opening, subject, user.id()));
        this.phones =
                List.of(phone(lines.get(), user, "the user", false), phone(lines.get(), admin, "the admin", true));
    }

    private Phone phone(URI at, Person person, String name, boolean seesNotes) {
        Screen screen = new Screen(name, seesNotes);
        screen.startsWith(opening);
        return new Phone(at, person, Phone.Door.TICKET, ticket, screen, journal);
    }

    public static ObjectNode newTicket(Person user, String subject, String description) {
        return Json.mapper()
                .createObjectNode()
                .put("subject", subject)
                .put("description", description)
                .put("email", user.email());
    }

    public static ObjectNode newMessage(Person user, String number, String message) {
        return Json.mapper()
                .createObjectNode()
                .put("ticket_number", number)
                .put("message", message)
                .put("email", user.email());
    }

    /// Something that nobody ever said.
    static String text(String words) {
        return words + " " + UUID.randomUUID();
    }

    public String ticket() {
        return ticket;
    }

    public String number() {
        return number;
    }

    public String subject() {
        return subject;
    }

    public Person user() {
        return user;
    }

    public Person admin() {
        return admin;
    }

    public List<Phone> phones() {
        return phones;
    }

    /// One message of the user, taken.
    public void say(String text) {
        sayAs(user.id(), text);
    }

    /// The user may have several hands; each waits only for itself.
    public void sayAs(String hand, String text) {
        JsonNode taken = writer.post(user, Services.MESSAGING, ADD, newMessage(user, number, text));
        journal.took(new Taken(ticket, taken.path("message").path("id").asText(), text, hand));
    }

    /// One message of the user, sent once and taken or not; nobody writes it down.
    public Answer sayOnce(Rest at, String text) {
        return at.post(
                user, ADD, newMessage(user, number, text), UUID.randomUUID().toString());
    }

    /// One message of the admin, taken.
    public void reply(String text, boolean isInternal) {
        ObjectNode body = Json.mapper().createObjectNode().put("message", text).put("is_internal", isInternal);
        JsonNode taken =
                writer.post(admin, Services.MESSAGING, "/api/v1/unified-admin/support/" + ticket + "/reply", body);
        journal.took(new Taken(ticket, taken.path("id").asText(), text, admin.id()));
    }

    @Override
    public void close() {
        phones.forEach(Phone::close);
    }
}
