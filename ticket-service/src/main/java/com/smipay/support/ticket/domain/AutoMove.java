package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.util.Optional;

/// Moves that happen by themselves: a reply takes up a pending ticket (`admin-api.md`, Reply), and a user's message
/// brings a waiting one back (`decisions.md` 18).
public final class AutoMove {
    private AutoMove() {}

    /// Where a message moves a ticket of this status; empty where it stays.
    public static Optional<TicketStatus> of(TicketStatus status, MessageState message) {
        if (message.isInternal()) {
            return Optional.empty();
        }
        TicketStatus moved = message.isFromUser() ? TicketStatus.WAITING_USER : TicketStatus.PENDING;
        return status == moved ? Optional.of(TicketStatus.IN_PROGRESS) : Optional.empty();
    }
}
