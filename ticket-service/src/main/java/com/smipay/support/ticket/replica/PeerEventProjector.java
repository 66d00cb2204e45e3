package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.domain.AutoMove;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.ConversationReplica;
import com.smipay.support.ticket.store.ConversationReplica.TicketSummary;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Takes over what messaging and rating announce. Most messages cost one statement, and those that are told
/// together one for all of them; a claim, or a move that a message causes, is a decision like any other: a
/// transaction of its own, made once however often its event comes.
public final class PeerEventProjector implements EventHandler {
    private static final String NO_SUCH_TICKET = "it is about a ticket that does not exist";

    private final Database database;
    private final Runnable wakeRelay;

    public PeerEventProjector(Database database, Runnable wakeRelay) {
        this.database = database;
        this.wakeRelay = wakeRelay;
    }

    /// @return what the event made this service decide; else the newest state of the ticket, where the teller
    ///     decided on an older one
    @Override
    public List<EventEnvelope> apply(EventEnvelope event) {
        return switch (EventCodec.decode(event)) {
            case Decoded.Known known -> take(known.event());
            case Decoded.UnknownType unknown -> List.of();
            case Decoded.Malformed malformed -> throw new UnprocessableRecordException(malformed.reason());
        };
    }

    /// The facts of all messages in one statement; what is to be decided on one of them is decided by itself.
    @Override
    public List<Applied> applyAll(List<EventEnvelope> events) {
        List<Optional<MessageEvent>> messages = events.stream()
                .map(event -> EventCodec.decode(event, MessageEvent.class))
                .toList();
        Map<UUID, TicketSummary> summaries = ConversationReplica.takeAll(
                database,
                messages.stream()
                        .flatMap(Optional::stream)
                        .map(MessageEvent::conversation)
                        .toList());
        return IntStream.range(0, events.size())
                .mapToObj(i -> messages.get(i)
                        .map(message -> follow(events.get(i), message, summaries))
                        .orElseGet(() -> Applied.of(this, events.get(i))))
                .toList();
    }

    private Applied follow(EventEnvelope event, MessageEvent message, Map<UUID, TicketSummary> summaries) {
        TicketSummary summary = summaries.get(message.conversation().ticketId());
        if (summary == null) {
            return new Applied.Never(NO_SUCH_TICKET);
        }
        Told told = Told.of(message);
        return new Applied.Done(
                told.isSettled(summary)
                        ? List.of()
                        : Correlation.of(event.requestId(), event.traceparent()).call(() -> follow(told, summary)));
    }

    private List<EventEnvelope> take(SupportEvent event) {
        return switch (event) {
            case MessageEvent message -> take(message);
            case RatingEvent.Rated rated -> take(rated);
            case ConversationEvent.TicketLinked linked -> take(linked);
            // Nothing of a conversation without a ticket is copied here.
            case ConversationEvent conversation -> List.of();
            // This service's own.
            case TicketEvent own -> List.of();
        };
    }

    private List<EventEnvelope> take(MessageEvent event) {
        return follow(
                Told.of(event),
                ConversationReplica.take(database, event.conversation()).orElseThrow(PeerEventProjector::noSuchTicket));
    }

    /// What was written, and to whom the conversation was bound, while its ticket was being made.
    private List<EventEnvelope> take(ConversationEvent.TicketLinked linked) {
        return follow(
                new Told(
                        linked.ticketId(),
                        linked.claimedBy(),
                        null,
                        linked.state().ticketVersion()),
                ConversationReplica.take(database, linked.state()).orElseThrow(PeerEventProjector::noSuchTicket));
    }

    private List<EventEnvelope> take(RatingEvent.Rated rated) {
        return follow(
                new Told(rated.ticketId(), rated.claimedBy(), null, rated.ticketVersion()),
                ConversationReplica.rate(database, rated).orElseThrow(PeerEventProjector::noSuchTicket));
    }

    /// What may follow from an event.
    ///
    /// @param seenVersion the ticket's version that the teller decided on
    private record Told(
            UUID ticketId,
            @Nullable Actor claimedBy,
            @Nullable MessageState message,
            long seenVersion) {
        static Told of(MessageEvent event) {
            ConversationState conversation = event.conversation();
            MessageState message = switch (event) {
                case MessageEvent.Posted posted -> posted.message();
                case MessageEvent.Read read -> null;
                case MessageEvent.Restated restated -> null;
            };
            return new Told(conversation.ticketId(), event.claimedBy(), message, conversation.ticketVersion());
        }

        boolean claims(TicketSummary summary) {
            return claimedBy != null && summary.ownerUserId() == null && seenVersion >= summary.ownerVersion();
        }

        boolean moves(TicketSummary summary) {
            return message != null
                    && AutoMove.of(summary.status(), message).isPresent()
                    && seenVersion >= summary.statusVersion();
        }

        boolean callerIsBehind(TicketSummary summary) {
            return summary.version() > seenVersion;
        }

        boolean isSettled(TicketSummary summary) {
            return !claims(summary) && !moves(summary) && !callerIsBehind(summary);
        }
    }

    private List<EventEnvelope> follow(Told told, TicketSummary summary) {
        if (told.claims(summary) || told.moves(summary)) {
            List<EventEnvelope> decided = database.transaction(transaction -> decide(transaction, told));
            if (!decided.isEmpty()) {
                wakeRelay.run();
                return decided;
            }
            // The same event came another way in the same moment, and was faster: the teller has yet to hear of it.
            return newest(told.ticketId());
        }
        return told.callerIsBehind(summary) ? newest(told.ticketId()) : List.of();
    }

    private static List<EventEnvelope> decide(Statements transaction, Told told) {
        Tickets.Held held = Tickets.lock(transaction, new TicketReference.ById(told.ticketId()))
                .orElseThrow(PeerEventProjector::noSuchTicket);
        Ticket ticket = held.ticket();
        List<EventEnvelope> decided = new ArrayList<>(3);
        if (told.claimedBy() != null) {
            ticket = claim(transaction, ticket, told.claimedBy(), told.seenVersion(), held.now(), decided);
        }
        if (told.message() != null) {
            save(transaction, ticket, ticket.take(told.message(), told.seenVersion(), held.now()), decided);
        }
        return List.copyOf(decided);
    }

    /// By the name that this person goes by everywhere (`decisions.md` 49). An account that is gone, but whose
    /// token still lives, keeps nothing: its tickets belong to the person with their email, who may have another
    /// account by now.
    private static Ticket claim(
            Statements transaction,
            Ticket ticket,
            Actor told,
            long seenVersion,
            Instant now,
            List<EventEnvelope> decided) {
        People.remember(transaction, told, null, null);
        Actor claimant = People.find(transaction, told.id()).orElse(told);
        Ticket claimed = save(transaction, ticket, ticket.claim(claimant, seenVersion, now), decided);
        return People.told(transaction, told.id()) == People.Told.GONE
                ? save(transaction, claimed, claimed.release(told.id(), now), decided)
                : claimed;
    }

    private static Ticket save(Statements transaction, Ticket before, Decision decision, List<EventEnvelope> decided) {
        return switch (decision) {
            case Decision.Changed changed -> {
                decided.add(TicketChanges.save(transaction, before, changed));
                yield changed.after();
            }
            case Decision.Unchanged unchanged -> before;
            case Decision.NotAnAdmin notAnAdmin -> before;
        };
    }

    /// Announces nothing: a copy that is told it takes the state where it is newer.
    private List<EventEnvelope> newest(UUID ticketId) {
        return Tickets.find(database, new TicketReference.ById(ticketId))
                .map(held -> TicketChanges.envelope(
                        held.ticket().opened(), held.ticket().updatedAt()))
                .stream()
                .toList();
    }

    private static UnprocessableRecordException noSuchTicket() {
        return new UnprocessableRecordException(NO_SUCH_TICKET);
    }
}
