package com.smipay.support.rating;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.tell.SisterAnswer;
import com.smipay.support.kit.tell.SisterClient;
import com.smipay.support.rating.domain.TicketReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the ticket service for a ticket that nobody has told us about (`architecture.md`, Events).
final class TicketSource {
    private static final Logger LOG = LoggerFactory.getLogger(TicketSource.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final SisterClient tickets;
    private final EventHandler projection;

    TicketSource(SisterClient tickets, EventHandler projection) {
        this.tickets = tickets;
        this.projection = projection;
    }

    /// Takes the ticket over into the copy, as if it had been told.
    ///
    /// @return false when there is no such ticket
    /// @throws Problem 503 when the ticket service can't say: never a wrong 404
    boolean fetch(TicketReference reference) {
        return switch (tickets.get("/internal/tickets/" + reference.text())) {
            case SisterAnswer.Answered answered -> take(answered);
            case SisterAnswer.Away away -> throw Problem.unavailable();
        };
    }

    private boolean take(SisterAnswer.Answered answered) {
        if (answered.status() == NOT_FOUND) {
            return false;
        }
        if (answered.status() != OK) {
            LOG.warn("The ticket service answered {} to a question for a ticket", answered.status());
            throw Problem.unavailable();
        }
        try {
            for (EventEnvelope event : EventList.decode(answered.body())) {
                projection.apply(event);
            }
            return true;
        } catch (UnprocessableRecordException e) {
            LOG.warn("The ticket service answered what can't be applied: {}", e.getMessage());
            throw Problem.unavailable();
        }
    }
}
