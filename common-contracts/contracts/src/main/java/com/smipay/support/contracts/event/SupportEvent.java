package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.UUID;

/// Everything that the services announce. The set is closed: a switch over it needs no `default`.
public sealed interface SupportEvent permits TicketEvent, MessageEvent, ConversationEvent, RatingEvent {
    /// The ticket that it is about, or the conversation, whose ticket has the same id: the key on Kafka and the
    /// `ce_subject`.
    UUID ticketId();

    /// The permanent name of the event.
    @JsonIgnore
    default EventType type() {
        return EventType.of(getClass());
    }
}
