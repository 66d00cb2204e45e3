package com.smipay.support.messaging.replica;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.store.ConversationStates;
import com.smipay.support.messaging.store.Erasures;
import com.smipay.support.messaging.store.OutboxEvent;
import com.smipay.support.messaging.store.TicketLinking;
import com.smipay.support.messaging.store.TicketReplica;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies what the ticket and rating services decided. Late, doubled and reordered events change nothing. It decides
/// one thing itself: that a chat has its ticket now. Safe for all threads.
public final class TicketProjector implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TicketProjector.class);

    private final Database database;

    public TicketProjector(Database database) {
        this.database = database;
    }

    @Override
    public List<EventEnvelope> apply(EventEnvelope event) {
        return switch (EventCodec.decode(event)) {
            case Decoded.Known known -> take(known.event());
            case Decoded.UnknownType unknown -> {
                LOG.debug("A newer peer announces {}", unknown.type());
                yield List.of();
            }
            case Decoded.Malformed malformed -> throw new UnprocessableRecordException(malformed.reason());
        };
    }

    /// Opened tickets in one statement, which is what comes in crowds; everything else by itself.
    @Override
    public List<Applied> applyAll(List<EventEnvelope> events) {
        List<Optional<TicketEvent.Opened>> openings =
                events.stream().map(TicketProjector::opening).toList();
        Set<UUID> whole = TicketReplica.openAll(
                database, openings.stream().flatMap(Optional::stream).toList());
        return IntStream.range(0, events.size())
                .mapToObj(i -> openings.get(i)
                        .filter(opened -> whole.contains(opened.ticketId()))
                        .<Applied>map(opened -> new Applied.Done(List.of()))
                        .orElseGet(() -> Applied.of(this, events.get(i))))
                .toList();
    }

    private static Optional<TicketEvent.Opened> opening(EventEnvelope event) {
        return EventCodec.decode(event, TicketEvent.Opened.class)
                .filter(opened -> opened.ticket().conversationId() == null);
    }

    private List<EventEnvelope> take(SupportEvent event) {
        if (event instanceof TicketEvent ticket && ticket.ticket().owner().isErased()) {
            return takeErased(ticket);
        }
        if (event instanceof TicketEvent ticket && ticket.ticket().conversationId() != null) {
            return takeOfChat(ticket);
        }
        switch (event) {
            case TicketEvent.Opened opened -> TicketReplica.open(database, opened);
            case TicketEvent.Erased erased -> TicketReplica.open(database, erased.asOpened());
            case TicketEvent.Restated restated -> TicketReplica.open(database, restated.asOpened());
            case TicketEvent ticket -> TicketReplica.take(database, ticket.ticket());
            case RatingEvent.Rated rated -> rate(rated);
            case ConversationEvent own -> LOG.debug("{} is this service's own", own.type());
            case MessageEvent own -> LOG.debug("{} is this service's own", own.type());
        }
        return List.of();
    }

    /// The first event of it that comes links the two, whichever that is.
    private List<EventEnvelope> takeOfChat(TicketEvent event) {
        String openedBy = event instanceof TicketEvent.Opened opened && opened.openedBy() != null
                ? opened.openedBy().id()
                : null;
        Optional<EventEnvelope> linked =
                TicketLinking.link(database, event.ticket(), openedBy).map(OutboxEvent::envelope);
        if (linked.isEmpty()) {
            TicketReplica.take(database, event.ticket());
        }
        return linked.stream().toList();
    }

    /// Whatever happened to it: what is said in it is forgotten with the person whose it was.
    private List<EventEnvelope> takeErased(TicketEvent event) {
        TicketState ticket = event.ticket();
        if (event instanceof TicketEvent.Erased erased && ticket.conversationId() == null) {
            // For whoever does not know the ticket; else it changes nothing yet.
            TicketReplica.openAll(database, List.of(erased.asOpened()));
        }
        return database.transaction(transaction -> {
            boolean forgot = Erasures.forgetWords(transaction, ticket.id());
            Optional<EventEnvelope> linked = ticket.conversationId() == null
                    ? Optional.empty()
                    : TicketLinking.link(transaction, ticket, null).map(OutboxEvent::envelope);
            if (linked.isEmpty()) {
                TicketReplica.take(transaction, ticket);
            }
            if (!forgot) {
                return linked.stream().toList();
            }
            ConversationStates.restate(transaction, List.of(ticket.id()));
            return Stream.concat(linked.stream(), ConversationStates.find(transaction, ticket.id()).stream())
                    .toList();
        });
    }

    private void rate(RatingEvent.Rated rated) {
        TicketReplica.rate(database, rated.ticketId(), rated.rating(), rated.inEpoch());
        if (rated.claimedBy() != null) {
            TicketReplica.claim(database, rated.ticketId(), rated.claimedBy().id(), rated.ticketVersion());
        }
    }
}
