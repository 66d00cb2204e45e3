package com.smipay.support.messaging.replica;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.text.TicketReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the ticket service for a ticket's newest event and applies it like one told (`architecture.md`, Calls
/// between services). Safe for all threads; calls block.
public final class TicketSource {
    private static final Logger LOG = LoggerFactory.getLogger(TicketSource.class);
    private static final int NOT_FOUND = 404;

    private final PeerClient tickets;
    private final EventHandler handler;

    public TicketSource(PeerClient tickets, EventHandler handler) {
        this.tickets = tickets;
        this.handler = handler;
    }

    /// Afterwards the copy is as new as the ticket service's own knowledge, or there is no such ticket.
    ///
    /// @param version what is known here already: an answer that is no newer is not applied, so that a ticket which
    ///     the caller may not see costs what an unknown one does
    /// @throws UnavailableException when the ticket service can't say
    public void fetch(TicketReference reference, long version) {
        switch (tickets.get("/internal/tickets/" + reference.text())) {
            case PeerAnswer.Answered answered -> take(answered, version);
            case PeerAnswer.Away away -> {
                LOG.debug("The ticket service can't be asked: {}", away.reason());
                throw away();
            }
        }
    }

    private void take(PeerAnswer.Answered answered, long version) {
        if (answered.isSuccess()) {
            apply(answered, version);
        } else if (answered.status() == NOT_FOUND) {
            LOG.debug("The ticket service knows no such ticket");
        } else {
            LOG.warn("The ticket service answered {} to a question for a ticket", answered.status());
            throw away();
        }
    }

    private void apply(PeerAnswer.Answered answered, long version) {
        try {
            for (EventEnvelope event : EventList.decode(answered.body())) {
                if (isNewer(event, version)) {
                    handler.apply(event);
                }
            }
        } catch (UnprocessableRecordException e) {
            LOG.warn("The ticket service answered what can't be applied: {}", e.getMessage());
            throw away();
        }
    }

    private static boolean isNewer(EventEnvelope event, long version) {
        return EventCodec.decode(event, TicketEvent.class)
                .filter(known -> known.ticket().version() <= version)
                .isEmpty();
    }

    private static UnavailableException away() {
        return new UnavailableException("The ticket service can't say");
    }
}
