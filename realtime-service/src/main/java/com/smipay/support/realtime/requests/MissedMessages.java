package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client missed, as far as one answer tells (`decisions.md` 27, 38).
///
/// @param messages oldest first; null where the client named no message
/// @param more true when there are others after these; else null
record MissedMessages(
        @Nullable List<JsonNode> messages, @Nullable Boolean more) {

    /// Two hundred long messages would be more than a client may leave unread; the rest comes with the next join.
    private static final int MOST_CHARACTERS = 256 * 1024;

    /// @param admin whether notes may be among them
    static MissedMessages of(JoinAnswer answer, boolean admin) {
        boolean more = Boolean.TRUE.equals(answer.more());
        List<JsonNode> missed = answer.missed();
        if (missed == null) {
            return new MissedMessages(null, more ? true : null);
        }
        List<JsonNode> visible = missed.stream()
                .filter(message -> admin || !message.path("is_internal").asBoolean())
                .toList();
        List<JsonNode> fitting = fitting(visible);
        return new MissedMessages(fitting, (more || fitting.size() < visible.size()) ? true : null);
    }

    private static List<JsonNode> fitting(List<JsonNode> messages) {
        List<JsonNode> fitting = new ArrayList<>();
        int characters = 0;
        for (JsonNode message : messages) {
            characters += message.path("message").asText().length();
            if (!fitting.isEmpty() && characters > MOST_CHARACTERS) {
                break;
            }
            fitting.add(message);
        }
        return List.copyOf(fitting);
    }
}
