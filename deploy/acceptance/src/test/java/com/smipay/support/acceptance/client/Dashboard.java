package com.smipay.support.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import org.jspecify.annotations.Nullable;

/// The admin side of the API.
///
/// @param person whose token goes with every call; the device is not asked for here
public record Dashboard(Person person) {
    public static final String BASE = "/api/v1/unified-admin/support";

    /// @param query with its question mark
    public Reply list(String query) {
        return authorized(Call.get(BASE + query)).send();
    }

    /// @return the data of the list
    public JsonNode listed(String query) {
        return list(query).success(200, "Tickets fetched");
    }

    public JsonNode analytics() {
        return listed("?limit=1").path("analytics");
    }

    /// The row of one ticket, found by its number.
    public JsonNode row(Ticket ticket) {
        JsonNode tickets = listed("?search=" + ticket.number()).path("tickets");
        if (tickets.size() != 1) {
            throw new AssertionError(tickets.size() + " rows for " + ticket.number());
        }
        return tickets.get(0);
    }

    public Reply ticket(String id) {
        return authorized(Call.get(BASE + "/" + id)).send();
    }

    public JsonNode detail(Ticket ticket) {
        return ticket(ticket.id()).success(200, "Ticket fetched");
    }

    public Reply reply(Ticket ticket, String text) {
        return post(ticket, Json.mapper().createObjectNode().put("message", text));
    }

    public Reply note(Ticket ticket, String text) {
        InternalNotes.written(text);
        Reply reply = post(
                ticket, Json.mapper().createObjectNode().put("message", text).put("is_internal", true));
        InternalNotes.accepted(reply.data());
        return reply;
    }

    /// @return the message
    public JsonNode replied(Ticket ticket, String text) {
        return reply(ticket, text).success(201, "Reply sent");
    }

    private Reply post(Ticket ticket, JsonNode body) {
        return authorized(Call.post(BASE + "/" + ticket.id() + "/reply"))
                .json(body)
                .send();
    }

    public Reply status(Ticket ticket, String status) {
        return put(ticket, "status", Json.mapper().createObjectNode().put("status", status));
    }

    public Reply status(Ticket ticket, String status, String notes) {
        ObjectNode body = Json.mapper().createObjectNode().put("status", status).put("resolution_notes", notes);
        return put(ticket, "status", body);
    }

    /// @return the row
    public JsonNode moved(Ticket ticket, String status) {
        return status(ticket, status).expect(200).data();
    }

    public Reply assign(Ticket ticket, @Nullable String admin) {
        return put(ticket, "assign", Json.mapper().createObjectNode().put("assigned_to", admin));
    }

    public Reply priority(Ticket ticket, String priority) {
        return put(ticket, "priority", Json.mapper().createObjectNode().put("priority", priority));
    }

    /// @param what `status`, `assign` or `priority`
    public Reply put(Ticket ticket, String what, JsonNode body) {
        return authorized(Call.put(BASE + "/" + ticket.id() + "/" + what))
                .json(body)
                .send();
    }

    public Call authorized(Call call) {
        return person.token() == null ? call : call.bearer(person.token());
    }
}
