package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.ClientIdField;
import com.smipay.support.kit.http.DeviceMetadata;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.PhoneField;
import com.smipay.support.messaging.domain.Words;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The bodies of `chat/send` and `chat/send-unauthenticated` (`live-chat-api.md`, User side).
///
/// @param email trimmed and in lower case; null where it is not asked for
/// @param phoneNumber E.164; null where none was told, or where it is not asked for
/// @param conversationId null to begin a chat
/// @param deviceMetadata the known fields
record ChatMessageRequest(
        Words words,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable UUID conversationId,
        ObjectNode deviceMetadata) {
    static final int MAX_LENGTH = 5000;

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static ChatMessageRequest ofUser(ObjectNode body) {
        return parse(body, false);
    }

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static ChatMessageRequest ofGuest(ObjectNode body) {
        return parse(body, true);
    }

    private static ChatMessageRequest parse(ObjectNode body, boolean isGuests) {
        Fields fields = new Fields(body);
        String text = fields.text("message", 1, MAX_LENGTH);
        String email = isGuests ? fields.email("email") : null;
        String phoneNumber = isGuests ? PhoneField.of(fields) : null;
        UUID conversationId = fields.optionalUuid("conversation_id", "the id of a conversation");
        ObjectNode metadata = DeviceMetadata.of(fields);
        String clientId = ClientIdField.of(fields);
        fields.check();
        return new ChatMessageRequest(new Words(text, clientId), email, phoneNumber, conversationId, metadata);
    }
}
