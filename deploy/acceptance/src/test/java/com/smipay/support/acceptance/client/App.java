package com.smipay.support.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;

/// The mobile app in somebody's hands: the user side of the API.
///
/// @param person whose device and token go with every call
public record App(Person person) {
    private static final String BASE = "/api/v1/support";
    public static final String REQUEST = BASE + "/request-support";
    public static final String MY_TICKETS = BASE + "/my-tickets";
    public static final String CHAT_SEND = BASE + "/chat/send";
    public static final String ADD_MESSAGE = BASE + "/ticket/add-message";

    /// A request that is in order, for a test to spoil.
    public ObjectNode newTicket() {
        return Json.mapper()
                .createObjectNode()
                .put("subject", Canary.text("My transfer is lost"))
                .put("description", Canary.text("It left my wallet and never arrived."))
                .put("email", person.email());
    }

    public Reply request(JsonNode body) {
        return Call.post(REQUEST).by(person).json(body).send();
    }

    public Ticket open() {
        return open(newTicket());
    }

    public Ticket open(JsonNode body) {
        return Ticket.of(request(body).success(201, "Support ticket created successfully"));
    }

    /// Begins a chat.
    ///
    /// @return its id
    public String chat(String text) {
        return Call.post(CHAT_SEND)
                .by(person)
                .json(Json.mapper().createObjectNode().put("message", text))
                .send()
                .expect(201)
                .json()
                .at("/data/conversation/id")
                .asText();
    }

    public Reply myTickets() {
        return myTickets("");
    }

    /// @param query with its question mark
    public Reply myTickets(String query) {
        return Call.get(MY_TICKETS + query).by(person).send();
    }

    /// The ticket as it stands in the list of the first hundred.
    public JsonNode listed(Ticket ticket) {
        for (JsonNode each : myTickets().success(200, "Tickets fetched").path("tickets")) {
            if (each.path("id").asText().equals(ticket.id())) {
                return each;
            }
        }
        throw new AssertionError(ticket.number() + " is not among the tickets of " + person.id());
    }

    /// @param more further parameters, each with its `&`
    public Reply conversation(String number, String more) {
        return Call.get(BASE + "/ticket?ticket_number=" + number + more)
                .by(person)
                .send();
    }

    public Reply conversation(Ticket ticket) {
        return conversation(ticket.number(), "");
    }

    /// The ticket with its whole conversation.
    public JsonNode read(Ticket ticket) {
        return conversation(ticket).success(200, "Ticket retrieved").path("ticket");
    }

    public Reply write(Ticket ticket, String text) {
        return write(ticket.number(), text, ticket.email());
    }

    public Reply write(String number, String text, String email) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("ticket_number", number)
                .put("message", text)
                .put("email", email);
        return Call.post(ADD_MESSAGE).by(person).json(body).send();
    }

    /// @return the message, as the answer has it
    public JsonNode say(Ticket ticket, String text) {
        return write(ticket, text).success(201, "Message sent").path("message");
    }

    public Reply markRead(Ticket ticket) {
        return Call.post(readPath(ticket.number())).by(person).send();
    }

    public Reply markRead(Ticket ticket, String lastMessageId) {
        ObjectNode body = Json.mapper().createObjectNode().put("last_message_id", lastMessageId);
        return Call.post(readPath(ticket.number())).by(person).json(body).send();
    }

    public Reply rate(Ticket ticket, int rating) {
        return rate(
                ticket.number(),
                Json.mapper().createObjectNode().put("rating", rating).put("feedback", Canary.text("Fine")));
    }

    public Reply rate(String number, JsonNode body) {
        return Call.post(ratePath(number)).by(person).json(body).send();
    }

    public static String readPath(String number) {
        return BASE + "/ticket/" + number + "/read";
    }

    public static String ratePath(String number) {
        return BASE + "/ticket/" + number + "/rate";
    }
}
