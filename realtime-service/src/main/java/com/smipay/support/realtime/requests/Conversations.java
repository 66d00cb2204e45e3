package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.RoomNames;
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

    /// That somebody may join, by the door that was asked for.
    sealed interface JoinAnswer {
        /// In the shape of `new_message`, oldest first; null where the question named no message.
        @Nullable List<JsonNode> missed();

        /// Whether there are others after these.
        @Nullable Boolean more();

        RoomNames names();
    }

    /// @param conversationId of the chat that it was made of; null for a ticket that began as one
    record TicketJoin(
            UUID ticketId,
            String ticketNumber,
            String status,
            @Nullable UUID conversationId,
            @Nullable List<JsonNode> missed,
            @Nullable Boolean more)
            implements JoinAnswer {
        @Override
        public RoomNames names() {
            return conversationId == null
                    ? RoomNames.ofTicket(ticketId)
                    : RoomNames.ofConversation(conversationId, true);
        }
    }

    /// @param assignedAdminName the agent's own, whoever asked
    /// @param handover the newest one, pending or not; null where there was none
    /// @param ticket null while there is none
    record ChatJoin(
            UUID conversationId,
            String status,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName,
            @Nullable HandoverState handover,
            @Nullable TicketOfChat ticket,
            @Nullable List<JsonNode> missed,
            @Nullable Boolean more)
            implements JoinAnswer {
        @Override
        public RoomNames names() {
            return RoomNames.ofConversation(conversationId, ticket != null);
        }
    }

    /// As the contract shows it to clients.
    record TicketOfChat(
            UUID id, String ticketNumber, String subject, String status, String priority, String supportType) {}

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

    /// How far a user has read, by the door that was asked for.
    sealed interface ReadAnswer {}

    /// @param lastMessageId null where there is nothing to read yet
    record TicketRead(
            String ticketNumber,
            @Nullable UUID lastMessageId,
            @Nullable Instant readAt) implements ReadAnswer {}

    /// @param lastMessageId as above
    record ChatRead(
            UUID conversationId,
            @Nullable UUID lastMessageId,
            @Nullable Instant readAt) implements ReadAnswer {}

    private static String roleOf(Caller caller) {
        return caller.isAdmin() ? "admin" : "user";
    }
}
