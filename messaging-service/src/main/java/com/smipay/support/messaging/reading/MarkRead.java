package com.smipay.support.messaging.reading;

import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.MarkingDecision;
import com.smipay.support.messaging.store.MovedMark;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Moves a read mark (`decisions.md` 21, 38). It only moves forward; a mark that stands further is the answer. Safe
/// for all threads and replicas.
public final class MarkRead {
    private final KnownConversations known;
    private final ReadableConversations readable;
    private final CommandExecutor commands;
    private final Database database;
    private final RowTurns turns;

    public MarkRead(
            KnownConversations known,
            ReadableConversations readable,
            CommandExecutor commands,
            Database database,
            RowTurns turns) {
        this.known = known;
        this.readable = readable;
        this.commands = commands;
        this.database = database;
        this.turns = turns;
    }

    /// By whoever may read the ticket.
    ///
    /// @param number as the caller wrote it
    /// @param lastMessageId null for the newest message
    public Outcome<Marked, Refusal> byVisitor(
            String number, Visitor visitor, @Nullable UUID lastMessageId, IdempotentRequest<Marked> request) {
        return mark(
                readable.find(number, visitor),
                now -> readable.mayRead(now, visitor),
                visitor.person(),
                lastMessageId,
                request);
    }

    /// By a user whose own ticket it is.
    ///
    /// @param lastMessageId null for the newest message
    public Outcome<Marked, Refusal> byOwner(
            Optional<TicketReference> ticket, Person person, @Nullable UUID lastMessageId) {
        Predicate<Conversation> own = found -> AccessRules.mayJoin(found, person);
        return mark(known.find(ticket, own), own, person, lastMessageId, IdempotentRequest.unkeyed());
    }

    private Outcome<Marked, Refusal> mark(
            Optional<Conversation> found,
            Predicate<Conversation> visible,
            @Nullable Person person,
            @Nullable UUID lastMessageId,
            IdempotentRequest<Marked> request) {
        return found.map(seen -> new MarkingDecision(seen, visible, person, lastMessageId))
                .map(wanted -> commands.execute(
                        UnitOfWork.of(database, turns, wanted.seen().id().toString()),
                        request,
                        statements -> wanted.decide(statements, MarkRead::marked)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private static Marked marked(Conversation now, MovedMark.Place place) {
        return new Marked(now.ticket().number(), place.lastMessageId(), place.readAt());
    }
}
