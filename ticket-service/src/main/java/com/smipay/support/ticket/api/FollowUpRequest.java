package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.ClientIdField;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.ticket.conversation.FollowUpMessage;

/// Reads a message to a ticket by way of `request-support`; other fields of the body are not looked at
/// (`decisions.md` 16).
final class FollowUpRequest {
    private FollowUpRequest() {}

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static FollowUpMessage parse(ObjectNode body) {
        Fields fields = new Fields(body);
        // What is too long for a number is the number of no ticket.
        String number = fields.text("ticket_number", 0, Integer.MAX_VALUE);
        String message = fields.text("description", 10, 5000);
        String email = fields.email("email");
        String clientId = ClientIdField.of(fields);
        fields.check();
        return new FollowUpMessage(number, message, email, clientId);
    }
}
