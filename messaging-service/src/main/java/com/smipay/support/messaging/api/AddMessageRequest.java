package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.ClientIdField;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.messaging.posting.NewMessage;

/// Reads the body of `support-api.md` §4.
final class AddMessageRequest {
    private AddMessageRequest() {}

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static NewMessage parse(ObjectNode body) {
        Fields fields = new Fields(body);
        String ticketNumber = fields.text("ticket_number", 0, Integer.MAX_VALUE);
        String text = fields.text("message", NewMessage.MIN_LENGTH, NewMessage.MAX_LENGTH);
        String email = fields.email("email");
        String clientId = ClientIdField.of(fields);
        fields.check();
        return new NewMessage(ticketNumber, new Words(text, clientId), email);
    }
}
