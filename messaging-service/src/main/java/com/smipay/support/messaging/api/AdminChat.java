package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.store.ChatDetails.Change;
import com.smipay.support.messaging.store.ChatDetails.Detail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One chat with everything about it, for agents (`live-chat-api.md`, Admin side).
///
/// @param messages oldest first, notes among them
/// @param totalMessages of the whole chat, with its notes
/// @param hasMore whether others stand before these
record AdminChat(
        @JsonUnwrapped ChatRow row,
        @Nullable String assignedAdminName,
        @Nullable String feedback,
        @Nullable Instant closedAt,
        JsonNode deviceMetadata,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        List<AdminMessage> messages,
        long totalMessages,
        boolean hasMore,
        List<Handover> handovers,
        List<Entry> history) {

    /// @param respondedAt null while it is pending
    record Handover(
            UUID id,
            String fromAdminId,
            String fromAdminName,
            String toAdminId,
            String toAdminName,
            @Nullable String reason,
            HandoverStatus status,
            @Nullable Instant respondedAt,
            @JsonProperty("createdAt") Instant createdAt) {
        static Handover of(HandoverState handover) {
            return new Handover(
                    handover.id(),
                    handover.fromAdminId(),
                    handover.fromAdminName(),
                    handover.toAdminId(),
                    handover.toAdminName(),
                    handover.reason(),
                    handover.status(),
                    handover.respondedAt(),
                    handover.createdAt());
        }
    }

    /// @param by null where the system did it, and for a guest
    record Entry(
            Instant at,
            PersonView.@Nullable Summary by,
            String change,
            @Nullable String from,
            @Nullable String to) {
        static Entry of(Change change) {
            return new Entry(
                    change.at(),
                    PersonView.Summary.of(change.byId(), null, change.by()),
                    change.change(),
                    change.was(),
                    change.became());
        }
    }

    static AdminChat of(
            Detail detail, List<MessageState> messages, List<HandoverState> handovers, List<Change> history) {
        return new AdminChat(
                ChatRow.of(detail.chat(), detail.chat().user()),
                detail.chat().assignedName(),
                detail.feedback(),
                detail.closedAt(),
                detail.deviceMetadata(),
                detail.ipAddress(),
                detail.userAgent(),
                messages.stream().map(AdminMessage::of).toList(),
                detail.chat().seq(),
                Page.hasMore(messages),
                handovers.stream().map(Handover::of).toList(),
                history.stream().map(Entry::of).toList());
    }
}
