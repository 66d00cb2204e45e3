package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Conversation.ReadMark;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.Messages;
import com.smipay.support.messaging.store.OutboxEvent;
import com.smipay.support.messaging.store.ReadMarks;
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

    /// What is asked for.
    ///
    /// @param visible whether the caller may still know of the conversation
    /// @param person null for a guest
    /// @param lastMessageId null for the newest message
    private record Wanted(
            Conversation seen,
            Predicate<Conversation> visible,
            @Nullable Person person,
            @Nullable UUID lastMessageId) {}

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
        Predicate<Conversation> own = found -> AccessRules.mayJoin(found.ticket(), person);
        return mark(known.find(ticket, own), own, person, lastMessageId, IdempotentRequest.unkeyed());
    }

    private Outcome<Marked, Refusal> mark(
            Optional<Conversation> found,
            Predicate<Conversation> visible,
            @Nullable Person person,
            @Nullable UUID lastMessageId,
            IdempotentRequest<Marked> request) {
        return found.map(seen -> new Wanted(seen, visible, person, lastMessageId))
                .map(wanted -> commands.execute(
                        UnitOfWork.of(
                                database, turns, wanted.seen().ticket().id().toString()),
                        request,
                        statements -> decide(statements, wanted)))
                .orElseGet(() -> Outcome.refused(new Refusal.UnknownTicket()));
    }

    private static Result<Marked, Refusal> decide(Statements statements, Wanted wanted) {
        UUID id = wanted.seen().ticket().id();
        return OptimisticDecision.decide(
                        wanted.seen(),
                        now -> decide(statements, wanted, now),
                        () -> Conversations.find(statements, new TicketReference.ById(id)))
                .orElseThrow(() -> new UnavailableException("The ticket changes too fast"));
    }

    private static Optional<Result<Marked, Refusal>> decide(Statements statements, Wanted wanted, Conversation now) {
        if (!wanted.visible().test(now)) {
            return Optional.of(Result.refused(new Refusal.UnknownTicket()));
        }
        Optional<Messages.Place> target = target(statements, now, wanted.lastMessageId());
        return target.isEmpty()
                ? Optional.of(Result.refused(new Refusal.UnknownMessage()))
                : mark(statements, now, wanted.person(), target.get());
    }

    private static Optional<Messages.Place> target(
            Statements statements, Conversation now, @Nullable UUID lastMessageId) {
        return lastMessageId == null
                ? Optional.of(new Messages.Place(now.newest().id(), now.newest().seq()))
                : Messages.place(statements, now.ticket().id(), lastMessageId);
    }

    private static Optional<Result<Marked, Refusal>> mark(
            Statements statements, Conversation now, @Nullable Person person, Messages.Place target) {
        ReadMark mark = now.readMark();
        Actor claimedBy = person != null && AccessRules.claims(now.ticket().owner(), person) ? person.toActor() : null;
        if (mark != null && now.isReadUpTo(target.seq()) && claimedBy == null) {
            Marked marked = new Marked(now.ticket().number(), mark.messageId(), mark.at());
            return Optional.of(Result.accepted(marked, Optional.empty()));
        }
        String userId = person == null ? null : person.userId();
        return ReadMarks.move(statements, now.ticket(), target, userId, claimedBy)
                .map(MarkRead::moved);
    }

    private static Result<Marked, Refusal> moved(OutboxEvent<MessageEvent.Read> event) {
        MessageEvent.Read read = event.event();
        return Result.accepted(
                new Marked(read.conversation().ticketNumber(), read.lastMessageId(), read.readAt()), event.envelope());
    }
}
