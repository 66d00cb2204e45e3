package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client that joined is told (`decisions.md` 27, 38).
///
/// @param missed oldest first; absent where the client named no message
/// @param more true when there are others after these; else absent
@JsonInclude(JsonInclude.Include.NON_NULL)
record JoinAcknowledgement(
        boolean success,
        UUID ticketId,
        String status,
        @Nullable List<JsonNode> missed,
        @Nullable Boolean more) {

    /// Two hundred long messages would be more than a client may leave unread; the rest comes with the next join.
    private static final int MOST_CHARACTERS = 256 * 1024;

    static JoinAcknowledgement of(JoinAnswer answer, boolean admin) {
        boolean more = Boolean.TRUE.equals(answer.more());
        List<JsonNode> missed = answer.missed();
        if (missed != null) {
            List<JsonNode> visible = missed.stream()
                    .filter(message -> admin || !message.path("is_internal").asBoolean())
                    .toList();
            missed = fitting(visible);
            more = more || missed.size() < visible.size();
        }
        return new JoinAcknowledgement(true, answer.ticketId(), answer.status(), missed, more ? true : null);
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
