package com.smipay.support.rating.replica;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.text.TicketReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the ticket service for a ticket that nobody has told us about (`architecture.md`, Events).
public final class TicketSource {
    private static final Logger LOG = LoggerFactory.getLogger(TicketSource.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final PeerClient tickets;
    private final EventHandler projector;

    public TicketSource(PeerClient tickets, EventHandler projector) {
        this.tickets = tickets;
        this.projector = projector;
    }

    /// Takes the ticket over into the copy, as if it had been told.
    ///
    /// @return false when there is no such ticket
    /// @throws UnavailableException when the ticket service can't say: never a wrong 404
    public boolean fetch(TicketReference reference) {
        return switch (tickets.get("/internal/tickets/" + reference.text())) {
            case PeerAnswer.Answered answered -> take(answered);
            case PeerAnswer.Away away -> throw away();
        };
    }

    private boolean take(PeerAnswer.Answered answered) {
        if (answered.status() == NOT_FOUND) {
            return false;
        }
        if (answered.status() != OK) {
            LOG.warn("The ticket service answered {} to a question for a ticket", answered.status());
            throw away();
        }
        try {
            for (EventEnvelope event : EventList.decode(answered.body())) {
                projector.apply(event);
            }
            return true;
        } catch (UnprocessableRecordException e) {
            LOG.warn("The ticket service answered what can't be applied: {}", e.getMessage());
            throw away();
        }
    }

    private static UnavailableException away() {
        return new UnavailableException("The ticket service can't say");
    }
}
