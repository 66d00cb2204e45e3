package com.smipay.support.messaging.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.messaging.edge.ClientIds;

/// The body of `support-api.md` §4.
///
/// @param ticketNumber as it was written
/// @param email trimmed and in lower case
record NewMessage(String ticketNumber, Words words, String email) {
    static final int MIN_LENGTH = 10;
    static final int MAX_LENGTH = 5000;

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static NewMessage parse(ObjectNode body) {
        Fields fields = new Fields(body);
        String ticketNumber = fields.text("ticket_number", 0, Integer.MAX_VALUE);
        String text = fields.text("message", MIN_LENGTH, MAX_LENGTH);
        String email = fields.email("email");
        String clientId = ClientIds.optional(fields);
        fields.check();
        return new NewMessage(ticketNumber, new Words(text, clientId), email);
    }
}
