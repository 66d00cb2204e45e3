package com.smipay.support.messaging.chat;

import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.MarkingDecision;
import com.smipay.support.messaging.store.MovedMark;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Moves the read mark of a chat (`decisions.md` 38), which is that of its ticket too. Safe for all threads and
/// replicas.
public final class MarkChatRead {
    private final ReadableChats readable;
    private final CommandExecutor commands;
    private final Database database;
    private final RowTurns turns;

    public MarkChatRead(ReadableChats readable, CommandExecutor commands, Database database, RowTurns turns) {
        this.readable = readable;
        this.commands = commands;
        this.database = database;
        this.turns = turns;
    }

    /// By whoever may read the chat.
    ///
    /// @param id as the caller wrote it
    /// @param lastMessageId null for the newest message
    public Outcome<MarkedChat, Refusal> byVisitor(
            String id, Visitor visitor, @Nullable UUID lastMessageId, IdempotentRequest<MarkedChat> request) {
        return mark(
                readable.find(id, visitor),
                now -> ReadableChats.mayRead(now, visitor),
                visitor.person(),
                lastMessageId,
                request);
    }

    /// By a user whose own chat it is.
    ///
    /// @param id as the caller wrote it
    /// @param lastMessageId null for the newest message
    public Outcome<MarkedChat, Refusal> byOwner(String id, Person person, @Nullable UUID lastMessageId) {
        Predicate<Conversation> own = found -> AccessRules.mayJoin(found, person);
        return mark(
                Uuids.parse(id)
                        .flatMap(chat -> Conversations.findChat(database, chat))
                        .filter(own),
                own,
                person,
                lastMessageId,
                IdempotentRequest.unkeyed());
    }

    private Outcome<MarkedChat, Refusal> mark(
            Optional<Conversation> found,
            Predicate<Conversation> visible,
            @Nullable Person person,
            @Nullable UUID lastMessageId,
            IdempotentRequest<MarkedChat> request) {
        return found.map(seen -> new MarkingDecision(seen, visible, person, lastMessageId))
                .map(wanted -> commands.execute(
                        UnitOfWork.of(database, turns, wanted.seen().id().toString()),
                        request,
                        statements -> wanted.decide(statements, MarkChatRead::marked)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private static MarkedChat marked(Conversation now, MovedMark.Place place) {
        return new MarkedChat(now.id(), place.lastMessageId(), place.readAt());
    }
}
