package com.smipay.support.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
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

    /// A ticket with its first message, which the messaging service stores when it hears of it. One that was made of a
    /// chat has the chat's first message, which stands there already.
    ///
    /// @param message always `seq` 1
    /// @param openedBy the admin who opened it for a caller (`decisions.md` 68), or made it of a chat; null where
    ///     its owner did
    record Opened(
            TicketState ticket,
            MessageState message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Actor openedBy)
            implements TicketEvent {
        public Opened(TicketState ticket, MessageState message) {
            this(ticket, message, null);
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
            implements TicketEvent {}

    /// The new assignee stands in the ticket.
    record Assigned(TicketState ticket, @Nullable String from, Actor by) implements TicketEvent {}

    /// Taken from an agent who is gone, or no admin any more (`decisions.md` 54). Nobody did it.
    ///
    /// @param from the assignee before
    record Unassigned(TicketState ticket, String from) implements TicketEvent {}

    record PriorityChanged(TicketState ticket, Priority oldPriority, Priority newPriority, Actor by)
            implements TicketEvent {}

    /// A ticket that was made without a token now belongs to a user (`decisions.md` 13).
    record Claimed(TicketState ticket, Actor by) implements TicketEvent {}

    /// The account that owned it is gone: it belongs to the person with its contact email (`decisions.md` 13).
    ///
    /// @param from the account that owned it
    record Released(TicketState ticket, String from) implements TicketEvent {}

    /// Email or phone number were corrected (`decisions.md` 67). The new ones stand in the ticket.
    record ContactChanged(
            TicketState ticket,
            Actor by,
            String oldEmail,
            @Nullable String oldPhoneNumber) implements TicketEvent {}

    /// The resolution notes of a settled ticket were corrected (`decisions.md` 61).
    record NotesChanged(TicketState ticket, Actor by) implements TicketEvent {}

    /// Whoever it belonged to was erased, and their words with them (`privacy.md`, Erasure). The ticket says no
    /// more of them; whoever keeps a copy forgets what the copy says. Nobody is shown it.
    ///
    /// @param message always `seq` 1, without its text
    record Erased(TicketState ticket, MessageState message) implements TicketEvent {
        /// The same for whoever takes openings.
        public Opened asOpened() {
            return new Opened(ticket, message);
        }
    }

    /// Nothing happened to it: its state is told once more, because a restored database began an epoch (ADR 0055).
    /// Nobody is shown it.
    ///
    /// @param message always `seq` 1, for whoever does not know the ticket
    record Restated(TicketState ticket, MessageState message) implements TicketEvent {
        /// The same for whoever takes openings.
        public Opened asOpened() {
            return new Opened(ticket, message);
        }
    }
}
