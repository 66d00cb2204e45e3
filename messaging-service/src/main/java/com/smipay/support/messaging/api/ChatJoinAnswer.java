package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.messaging.chat.JoinChat.Admitted;
import com.smipay.support.messaging.domain.Chat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Handover;
import com.smipay.support.messaging.domain.Missed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the realtime service is answered about somebody who joins a chat. It knows the agents' own names, and what is
/// for admins only: the realtime service leaves that out for users.
///
/// @param handover that is pending
/// @param owner for the realtime service: whose personal room the chat's news go to
/// @param missed only where it was asked for
/// @param more only where there is more
record ChatJoinAnswer(
        UUID conversationId,
        ConversationStatus status,
        @Nullable String assignedTo,
        @Nullable String assignedAdminName,
        @Nullable HandoverState handover,
        Owner owner,
        @Nullable ConversationTicket ticket,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JoinAnswer.Message> missed,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean more) {

    static ChatJoinAnswer of(Admitted admitted, @Nullable Missed missed) {
        Conversation conversation = admitted.conversation();
        Chat chat = conversation.chat();
        return new ChatJoinAnswer(
                conversation.id(),
                conversation.chatStatus(),
                chat.assignedTo(),
                chat.assignedName(),
                state(admitted.handover()),
                conversation.owner(),
                ConversationTicket.of(conversation.ticketOrNull()),
                missed == null
                        ? null
                        : missed.messages().stream().map(JoinAnswer::shown).toList(),
                (missed != null && missed.more()) ? Boolean.TRUE : null);
    }

    private static @Nullable HandoverState state(@Nullable Handover handover) {
        return handover == null
                ? null
                : new HandoverState(
                        handover.id(),
                        handover.fromAdminId(),
                        handover.fromAdminName(),
                        handover.toAdminId(),
                        handover.toAdminName(),
                        handover.reason(),
                        handover.status(),
                        handover.createdAt(),
                        handover.respondedAt());
    }
}
