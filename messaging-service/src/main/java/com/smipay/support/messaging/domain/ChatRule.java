package com.smipay.support.messaging.domain;

/// The rules by which a decision about a chat is refused (`live-chat-api.md`, Rules), in the order in which they are
/// looked at for each kind of decision.
public enum ChatRule {
    CLOSED_TO_CLAIM,
    CLAIMED_BY_ANOTHER,

    CLOSED_ALREADY,

    UNKNOWN_HANDOVER,
    CLOSED_TO_HANDOVER,
    ONLY_ITS_AGENT_HANDS_OVER,
    HANDOVER_TO_SELF,
    UNKNOWN_TARGET,
    HANDOVER_PENDING,

    ONLY_THE_TARGET_RESPONDS,
    HANDOVER_RESOLVED,

    RATED_ALREADY,
    OPEN_TO_RATE
}
