package com.smipay.support.ticket.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;
import org.jspecify.annotations.Nullable;

/// A message to a ticket by way of `request-support`; other fields of the body are not looked at (`decisions.md` 16).
///
/// @param ticketNumber as the caller wrote it
/// @param message exactly as sent
/// @param email trimmed and in lower case
/// @param clientId the sender's own for the message (`decisions.md` 64); null where none was given
record FollowUpRequest(
        String ticketNumber,
        String message,
        String email,
        @Nullable String clientId) {
    private static final int MAX_CLIENT_ID = 64;

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static FollowUpRequest parse(ObjectNode body) {
        Fields fields = new Fields(body);
        // What is too long for a number is the number of no ticket.
        String number = fields.text("ticket_number", 0, Integer.MAX_VALUE);
        String message = fields.text("description", 10, 5000);
        String email = fields.email("email");
        String clientId = fields.optionalText("client_id", 1, MAX_CLIENT_ID);
        fields.check();
        return new FollowUpRequest(number, message, email, clientId);
    }
}
