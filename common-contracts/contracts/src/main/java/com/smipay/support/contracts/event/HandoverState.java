package com.smipay.support.contracts.event;

import com.smipay.support.contracts.vocabulary.HandoverStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An agent's wish that another one takes a conversation over, and what became of it (`live-chat-api.md`, rule 3).
///
/// @param respondedAt null while it is pending; also set where nobody responded, because the conversation was closed or
///     an agent is gone
public record HandoverState(
        UUID id,
        String fromAdminId,
        String fromAdminName,
        String toAdminId,
        String toAdminName,
        @Nullable String reason,
        HandoverStatus status,
        Instant createdAt,
        @Nullable Instant respondedAt) {}
