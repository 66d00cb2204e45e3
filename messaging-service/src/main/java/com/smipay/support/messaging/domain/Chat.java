package com.smipay.support.messaging.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was decided about a conversation that began as a chat (`live-chat-api.md`).
///
/// @param version from 1, one more with every such decision; messages and read marks leave it
/// @param assignedTo the agent whose chat it is; null while nobody has it
/// @param assignedName what to call them, as known when it was assigned
/// @param closedAt null while it is open
/// @param rating 1 to 5; null until its user rated it
/// @param createdAt of its first message
public record Chat(
        long version,
        @Nullable String assignedTo,
        @Nullable String assignedName,
        @Nullable Instant assignedAt,
        @Nullable Instant closedAt,
        @Nullable Integer rating,
        @Nullable String feedback,
        Instant createdAt) {
    /// What the agent of a chat is called who has neither name nor address (`decisions.md` 48).
    public static final String NAMELESS_AGENT = "Support";

    public boolean isClosed() {
        return closedAt != null;
    }

    public boolean isAssigned() {
        return assignedTo != null;
    }

    public boolean isAssignedTo(String agentId) {
        return agentId.equals(assignedTo);
    }

    /// Whether somebody else has it.
    public boolean isOfAnother(String agentId) {
        return isAssigned() && !isAssignedTo(agentId);
    }
}
