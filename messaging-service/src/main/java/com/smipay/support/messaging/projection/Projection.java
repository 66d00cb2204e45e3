package com.smipay.support.messaging.projection;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.store.Copies;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies what the ticket and rating services decided. Late, doubled and reordered events change nothing. Decides
/// nothing itself, so it returns nothing. Safe for all threads.
public final class Projection implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

    private final Database database;

    public Projection(Database database) {
        this.database = database;
    }

    @Override
    public List<EventEnvelope> apply(EventEnvelope event) {
        switch (EventCodec.decode(event)) {
            case Decoded.Known known -> take(known.event());
            case Decoded.UnknownType unknown -> LOG.debug("A newer sister announces {}", unknown.type());
            case Decoded.Malformed malformed -> throw new UnprocessableRecordException(malformed.reason());
        }
        return List.of();
    }

    private void take(SupportEvent event) {
        switch (event) {
            case TicketEvent.Opened opened -> Copies.open(database, opened.ticket(), opened.message());
            case TicketEvent ticket -> Copies.take(database, ticket.ticket());
            case RatingEvent.Rated rated -> rate(rated);
            case MessageEvent own -> LOG.debug("{} is this service's own", own.type());
        }
    }

    private void rate(RatingEvent.Rated rated) {
        Copies.rate(database, rated.ticketId(), rated.rating());
        if (rated.claimedBy() != null) {
            Copies.claim(database, rated.ticketId(), rated.claimedBy().id());
        }
    }
}
