package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.vocabulary.HandoverStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An agent's wish that another one takes a chat over, and what became of it (`live-chat-api.md`, rule 3).
///
/// @param respondedAt null while it is pending
public record Handover(
        UUID id,
        UUID conversationId,
        String fromAdminId,
        String fromAdminName,
        String toAdminId,
        String toAdminName,
        @Nullable String reason,
        HandoverStatus status,
        Instant createdAt,
        @Nullable Instant respondedAt) {
    public boolean isPending() {
        return status == HandoverStatus.PENDING;
    }
}
