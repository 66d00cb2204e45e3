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
import com.smipay.support.kit.db.Statements;
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
import org.jspecify.annotations.Nullable;
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
            case TicketEvent.Restated restated -> TicketReplica.open(database, restated.asOpened());
            case TicketEvent ticket -> TicketReplica.take(database, ticket.ticket());
            case RatingEvent.Rated rated -> rate(rated);
            case ConversationEvent own -> LOG.debug("{} is this service's own", own.type());
            case MessageEvent own -> LOG.debug("{} is this service's own", own.type());
        }
        return List.of();
    }

    private List<EventEnvelope> takeOfChat(TicketEvent event) {
        String openedBy = event instanceof TicketEvent.Opened opened && opened.openedBy() != null
                ? opened.openedBy().id()
                : null;
        return takeOfChat(database, event.ticket(), openedBy);
    }

    /// The first event of it that comes links the two, whichever that is.
    private static List<EventEnvelope> takeOfChat(
            Statements statements, TicketState ticket, @Nullable String openedBy) {
        Optional<EventEnvelope> linked =
                TicketLinking.link(statements, ticket, openedBy).map(OutboxEvent::envelope);
        if (linked.isEmpty()) {
            TicketReplica.take(statements, ticket);
        }
        return linked.stream().toList();
    }

    /// Whatever happened to it: what is said in it is forgotten with the person whose it was. Who dies in
    /// between does the rest when the event comes again.
    private List<EventEnvelope> takeErased(TicketEvent event) {
        TicketState ticket = event.ticket();
        if (ticket.conversationId() == null) {
            withFirstMessage(event)
                    .ifPresentOrElse(
                            opened -> TicketReplica.open(database, opened), () -> TicketReplica.take(database, ticket));
        }
        return database.transaction(transaction -> {
            // Before the chat is told with its ticket.
            boolean forgot = Erasures.forgetWords(transaction, ticket.id());
            List<EventEnvelope> linked =
                    ticket.conversationId() == null ? List.of() : takeOfChat(transaction, ticket, null);
            if (!forgot) {
                return linked;
            }
            ConversationStates.restate(transaction, List.of(ticket.id()));
            return Stream.concat(linked.stream(), ConversationStates.find(transaction, ticket.id()).stream())
                    .toList();
        });
    }

    private static Optional<TicketEvent.Opened> withFirstMessage(TicketEvent event) {
        return switch (event) {
            case TicketEvent.Opened opened -> Optional.of(opened);
            case TicketEvent.Erased erased -> Optional.of(erased.asOpened());
            case TicketEvent.Restated restated -> Optional.of(restated.asOpened());
            default -> Optional.empty();
        };
    }

    private void rate(RatingEvent.Rated rated) {
        TicketReplica.rate(database, rated.ticketId(), rated.rating(), rated.inEpoch());
        if (rated.claimedBy() != null) {
            TicketReplica.claim(database, rated.ticketId(), rated.claimedBy().id(), rated.ticketVersion());
        }
    }
}
