package com.smipay.support.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;

/// What a client keeps of a ticket.
///
/// @param email the contact email
/// @param opening the id of its first message
public record Ticket(String id, String number, String email, String opening) {
    /// @param answer the data of `request-support`
    public static Ticket of(JsonNode answer) {
        JsonNode ticket = answer.path("ticket");
        return new Ticket(
                ticket.path("id").asText(),
                ticket.path("ticket_number").asText(),
                ticket.path("email").asText(),
                ticket.path("messages").path(0).path("id").asText());
    }
}
