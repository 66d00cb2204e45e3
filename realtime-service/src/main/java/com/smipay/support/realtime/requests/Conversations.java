package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What passes between this service and the messaging service's internal calls.
final class Conversations {
    private Conversations() {}

    /// @param email only one that may prove ownership
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JoinQuestion(
            String userId,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String email,

            String role,
            @Nullable UUID lastMessageId) {
        static JoinQuestion of(Caller caller, @Nullable UUID lastMessageId) {
            return new JoinQuestion(
                    caller.userId(), caller.ownershipEmail().orElse(null), roleOf(caller), lastMessageId);
        }
    }

    /// @param missed in the shape of `new_message`, oldest first; null where the question named no message
    record JoinAnswer(
            UUID ticketId,
            String ticketNumber,
            String status,
            Owner owner,
            @Nullable List<JsonNode> missed,
            @Nullable Boolean more) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadQuestion(
            String userId,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String email,

            String role,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable UUID lastMessageId) {
        static ReadQuestion of(Caller caller, @Nullable UUID lastMessageId) {
            return new ReadQuestion(
                    caller.userId(),
                    caller.ownershipEmail().orElse(null),
                    roleOf(caller),
                    caller.firstName(),
                    caller.lastName(),
                    lastMessageId);
        }
    }

    /// @param lastMessageId null where there is nothing to read yet
    record ReadAnswer(
            String ticketNumber,
            @Nullable UUID lastMessageId,
            @Nullable Instant readAt) {}

    private static String roleOf(Caller caller) {
        return caller.isAdmin() ? "admin" : "user";
    }
}
