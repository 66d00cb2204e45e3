package com.smipay.support.messaging.replying;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;

/// The body of `admin-api.md`, Reply.
///
/// @param text exactly as sent
record Reply(String text, boolean isInternal) {
    private static final int MAX_LENGTH = 5000;

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static Reply parse(ObjectNode body) {
        Fields fields = new Fields(body);
        String text = fields.text("message", 1, MAX_LENGTH);
        boolean isInternal = fields.optionalFlag("is_internal", false);
        fields.check();
        return new Reply(text, isInternal);
    }
}
