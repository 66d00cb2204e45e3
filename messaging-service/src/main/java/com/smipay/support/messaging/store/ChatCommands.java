package com.smipay.support.messaging.store;

import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.Refusal;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// The one way of a decision about a chat: it is looked up, decided on as it was seen, and once more on what is there
/// now wherever it has changed in between. Safe for all threads and replicas.
public final class ChatCommands {
    private final CommandExecutor commands;
    private final Database database;
    private final RowTurns turns;

    public ChatCommands(CommandExecutor commands, Database database, RowTurns turns) {
        this.commands = commands;
        this.database = database;
        this.turns = turns;
    }

    /// @param id as the caller wrote it
    /// @param visible whether the caller may know of it
    public Optional<Conversation> find(String id, Predicate<Conversation> visible) {
        return Uuids.parse(id).flatMap(this::find).filter(visible);
    }

    private Optional<Conversation> find(UUID id) {
        return Conversations.findChat(database, id);
    }

    /// For callers who may know of every chat.
    ///
    /// @param id as the caller wrote it
    /// @param decision empty where its statement found that the chat has changed
    public <A> Outcome<A, Refusal> decide(
            String id,
            IdempotentRequest<A> request,
            BiFunction<Statements, Conversation, Optional<Result<A, Refusal>>> decision) {
        return decide(find(id, all -> true), request, decision);
    }

    /// @param found empty for a chat that the caller may not know of
    /// @throws UnavailableException for a chat that changes faster than anybody can look
    public <A> Outcome<A, Refusal> decide(
            Optional<Conversation> found,
            IdempotentRequest<A> request,
            BiFunction<Statements, Conversation, Optional<Result<A, Refusal>>> decision) {
        return found.map(seen -> commands.execute(
                        UnitOfWork.of(database, turns, seen.id().toString()),
                        request,
                        statements -> OptimisticDecision.decide(
                                        seen,
                                        now -> decision.apply(statements, now),
                                        () -> Conversations.findChat(statements, seen.id()))
                                .orElseThrow(() -> new UnavailableException("The conversation changes too fast"))))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }
}
