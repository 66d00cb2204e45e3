package com.smipay.support.messaging;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.kit.peer.EventPublisher;
import java.util.Optional;

/// Publishes what is committed, and tells the ticket service what it keeps a copy of: nothing of a chat without a
/// ticket. Safe for all threads.
final class ConversationEventPublisher {
    private final EventPublisher publisher;

    ConversationEventPublisher(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /// Never throws.
    void announce(EventEnvelope committed) {
        if (isToldToPeers(EventType.parse(committed.type()))) {
            publisher.announce(committed);
        } else {
            publisher.publish();
        }
    }

    private static boolean isToldToPeers(Optional<EventType> type) {
        return type.filter(known -> switch (known) {
                    case CONVERSATION_OPENED,
                            CONVERSATION_MESSAGE_POSTED,
                            CONVERSATION_MESSAGES_READ,
                            CONVERSATION_CLAIMED,
                            CONVERSATION_HANDOVER_REQUESTED,
                            CONVERSATION_HANDOVER_RESOLVED,
                            CONVERSATION_CLOSED,
                            CONVERSATION_UNASSIGNED,
                            CONVERSATION_RATED,
                            CONVERSATION_RELEASED,
                            CONVERSATION_ERASED -> false;
                    default -> true;
                })
                .isPresent();
    }
}
