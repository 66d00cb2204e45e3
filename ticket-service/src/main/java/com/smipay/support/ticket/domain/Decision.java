package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.event.TicketEvent;

/// What became of the wish to change a ticket.
public sealed interface Decision {
    /// @param after the ticket, one version on
    /// @param event announces it, and carries the same ticket
    record Changed(Ticket after, TicketEvent event, HistoryEntry history) implements Decision {}

    /// It was so already: nothing is written and nobody hears of it.
    record Unchanged() implements Decision {}

    /// Somebody known who is not an admin can't be assigned (`decisions.md` 34).
    record NotAnAdmin() implements Decision {}
}
