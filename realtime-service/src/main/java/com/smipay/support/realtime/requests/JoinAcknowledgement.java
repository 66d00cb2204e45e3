package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.realtime.requests.Conversations.TicketJoin;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client that joined a ticket is told (`decisions.md` 27, 38).
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
    static JoinAcknowledgement of(TicketJoin answer, boolean admin) {
        MissedMessages missed = MissedMessages.of(answer, admin);
        return new JoinAcknowledgement(true, answer.ticketId(), answer.status(), missed.messages(), missed.more());
    }
}
