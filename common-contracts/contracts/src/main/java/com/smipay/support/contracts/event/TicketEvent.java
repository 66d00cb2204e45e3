package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the ticket service decided, each with the whole ticket after it.
public sealed interface TicketEvent extends SupportEvent {
    TicketState ticket();

    @Override
    @JsonIgnore
    default UUID ticketId() {
        return ticket().id();
    }

    /// A ticket with its first message, which the messaging service stores when it hears of it.
    ///
    /// @param message always `seq` 1
    record Opened(TicketState ticket, MessageState message) implements TicketEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.TICKET_OPENED;
        }
    }

    /// @param by null where the system moved it
    /// @param lastSeq the newest message that the ticket service knew
    /// @param causedByMessageId the message that caused the move, where one did
    record StatusChanged(
            TicketState ticket,
            TicketStatus oldStatus,
            TicketStatus newStatus,
            @Nullable Actor by,
            long lastSeq,
            @Nullable UUID causedByMessageId)
            implements TicketEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.TICKET_STATUS_CHANGED;
        }
    }

    /// The new assignee stands in the ticket.
    record Assigned(TicketState ticket, @Nullable String from, Actor by) implements TicketEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.TICKET_ASSIGNED;
        }
    }

    record PriorityChanged(TicketState ticket, Priority oldPriority, Priority newPriority, Actor by)
            implements TicketEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.TICKET_PRIORITY_CHANGED;
        }
    }

    /// A ticket that was made without a token now belongs to a user (`decisions.md` 13).
    record Claimed(TicketState ticket, Actor by) implements TicketEvent {
        @Override
        @JsonIgnore
        public EventType type() {
            return EventType.TICKET_CLAIMED;
        }
    }
}
