package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.ClientIdField;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.messaging.domain.Words;

/// The body of `admin-api.md`, Reply, and of the same for chats.
///
/// @param isInternal whether it is a note, which the user never sees
record ReplyRequest(Words words, boolean isInternal) {
    private static final int MAX_LENGTH = 5000;
    private static final String IS_INTERNAL = "is_internal";

    /// What a client calls otherwise but means as a wish for privacy is refused: ignored, it would show a note to the
    /// user (`decisions.md` 52).
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static ReplyRequest parse(ObjectNode body) {
        Fields fields = new Fields(body);
        String text = fields.text("message", 1, MAX_LENGTH);
        boolean isInternal = fields.optionalFlag(IS_INTERNAL, false);
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals(IS_INTERNAL) && PrivateFieldNames.isOne(name)) {
                fields.reject(name, name + " is no field of a reply: a note is asked for by " + IS_INTERNAL);
            }
        });
        String clientId = ClientIdField.of(fields);
        fields.check();
        return new ReplyRequest(new Words(text, clientId), isInternal);
    }
}
