package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.realtime.domain.SupportIdentity;
import com.smipay.support.realtime.requests.Conversations.ChatJoin;
import com.smipay.support.realtime.requests.Conversations.TicketOfChat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client that joined a conversation is told: whose it is and what became of it, so that one that was cut off is
/// exact without another question (`live-chat-api.md`, reading 9).
sealed interface ChatAcknowledgement {
    /// @param assignedAdminName as users see their agents; null while nobody has it
    /// @param ticket null while there is none
    /// @param missed oldest first; absent where the client named no message
    /// @param more true when there are others after these; else absent
    record ForUser(
            boolean success,
            UUID conversationId,
            String status,
            @Nullable String assignedAdminName,
            @Nullable TicketOfChat ticket,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JsonNode> missed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean more)
            implements ChatAcknowledgement {}

    /// @param assignedTo null while nobody has it, as the name is
    /// @param handover the pending one; null where there is none
    record ForAdmin(
            boolean success,
            UUID conversationId,
            String status,
            @Nullable String assignedTo,
            @Nullable String assignedAdminName,
            @Nullable HandoverState handover,
            @Nullable TicketOfChat ticket,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JsonNode> missed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean more)
            implements ChatAcknowledgement {}

    static ForUser forUser(ChatJoin chat, SupportIdentity identity) {
        MissedMessages missed = MissedMessages.of(chat, false);
        return new ForUser(
                true,
                chat.conversationId(),
                chat.status(),
                identity.agentName(chat.assignedAdminName()),
                chat.ticket(),
                missed.messages(),
                missed.more());
    }

    static ForAdmin forAdmin(ChatJoin chat) {
        MissedMessages missed = MissedMessages.of(chat, true);
        return new ForAdmin(
                true,
                chat.conversationId(),
                chat.status(),
                chat.assignedTo(),
                chat.assignedAdminName(),
                pending(chat.handover()),
                chat.ticket(),
                missed.messages(),
                missed.more());
    }

    private static @Nullable HandoverState pending(@Nullable HandoverState handover) {
        return handover != null && handover.status() == HandoverStatus.PENDING ? handover : null;
    }
}
