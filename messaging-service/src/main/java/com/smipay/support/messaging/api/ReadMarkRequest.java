package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.messaging.domain.Person;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What every request about a place in a conversation has in common.
final class ReadMarkRequest {
    private static final String LAST_MESSAGE_ID = "last_message_id";

    private ReadMarkRequest() {}

    /// Null where it is absent, blank or at fault.
    static @Nullable UUID lastMessageId(Fields fields) {
        return fields.optionalUuid(LAST_MESSAGE_ID, "the id of a message");
    }

    /// Where [#lastMessageId] stands in no conversation, or not in this one, or the caller may not see it.
    static Problem unknownMessage() {
        return MessagingProblems.unknownMessage(LAST_MESSAGE_ID);
    }

    /// Admins read without leaving a mark.
    ///
    /// @throws Problem 403 for an admin
    static void refuseAdmin(@Nullable Person person) {
        if (person != null && person.isAdmin()) {
            throw Problem.forbidden("Admins do not mark conversations as read");
        }
    }
}
