package com.smipay.support.messaging.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;

/// The body of `support-api.md` §4.
///
/// @param ticketNumber as it was written
/// @param text exactly as sent
/// @param email trimmed and in lower case
record NewMessage(String ticketNumber, String text, String email) {
    static final int MIN_LENGTH = 10;
    static final int MAX_LENGTH = 5000;

    private static final String TICKET_NUMBER = "ticket_number";

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static NewMessage parse(ObjectNode body) {
        Fields fields = new Fields(body);
        String ticketNumber = fields.text(TICKET_NUMBER, 0, Integer.MAX_VALUE);
        if (ticketNumber.isBlank() && !fields.isRejected(TICKET_NUMBER)) {
            fields.reject(TICKET_NUMBER, TICKET_NUMBER + " is required");
        }
        String text = fields.text("message", MIN_LENGTH, MAX_LENGTH);
        String email = fields.email("email");
        fields.check();
        return new NewMessage(ticketNumber, text, email);
    }
}
