package com.smipay.support.messaging.replica;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.RowByRow;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.messaging.domain.AccountStatus;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Handover;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.ChatDecisions;
import com.smipay.support.messaging.store.Departing;
import com.smipay.support.messaging.store.HandoverDecisions;
import com.smipay.support.messaging.store.Handovers;
import com.smipay.support.messaging.store.OutboxEvent;
import com.smipay.support.messaging.store.People;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/// What follows for chats when an agent is one no more, or an account is gone (`live-chat-api.md`, rule 6;
/// `decisions.md` 13): their open chats are nobody's, handovers to them end, and chats that the account owned belong to
/// the person with its email. Each in a transaction of its own, so who dies in between does the rest when the record
/// comes again. Safe for all threads and replicas.
public final class Departures {
    private final Database database;
    private final Agents agents;
    private final ChatCommands chats;

    public Departures(Database database, Agents agents, ChatCommands chats) {
        this.database = database;
        this.agents = agents;
        this.chats = chats;
    }

    /// To be called after each record of the identity topic, before it counts as applied.
    ///
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when it can't be done now
    public void follow(String personId) {
        if (agents.isRevoked(personId)) {
            leave(personId, isGone(personId));
        }
    }

    /// For an account that is gone, though its token lives: what it owns since then.
    public void followAccount(String personId) {
        if (isGone(personId)) {
            leave(personId, true);
        }
    }

    private boolean isGone(String personId) {
        return People.accountStatus(database, personId)
                .filter(AccountStatus::isGone)
                .isPresent();
    }

    private void leave(String personId, boolean isGone) {
        RowByRow.each(Departing.of(database, personId, isGone), left -> leave(personId, left));
    }

    /// A chat that changes faster than anybody can look is tried again with the record, like one that is held.
    private void leave(String personId, Departing.Left left) {
        try {
            switch (left.kind()) {
                case ASSIGNED ->
                    decide(
                            left.id(),
                            (statements, now) -> ChatDecisions.unassign(statements, now, personId),
                            now -> now.isOpenChat() && now.chat().isAssignedTo(personId));
                case HANDOVER -> reject(left.id());
                case OWNED ->
                    decide(
                            left.id(),
                            (statements, now) -> ChatDecisions.release(statements, now, personId),
                            now -> now.ticketOrNull() == null
                                    && personId.equals(now.owner().userId()));
            }
        } catch (UnavailableException e) {
            throw DatabaseUnavailableException.rowHeld(e);
        }
    }

    private void reject(UUID handoverId) {
        Handovers.find(database, handoverId)
                .filter(Handover::isPending)
                .ifPresent(handover -> decide(
                        handover.conversationId(),
                        (statements, now) -> HandoverDecisions.reject(statements, now, handover, null),
                        now -> isPending(handoverId)));
    }

    private boolean isPending(UUID handoverId) {
        return Handovers.find(database, handoverId).filter(Handover::isPending).isPresent();
    }

    /// @param stillDue whether it is still to be done, of the chat as it is
    private <E extends SupportEvent> void decide(
            UUID conversationId,
            BiFunction<Statements, Conversation, Optional<OutboxEvent<E>>> decision,
            java.util.function.Predicate<Conversation> stillDue) {
        chats.<Boolean>decide(conversationId.toString(), IdempotentRequest.unkeyed(), (statements, now) -> {
            if (!stillDue.test(now)) {
                return Optional.of(Result.accepted(false, Optional.<EventEnvelope>empty()));
            }
            return decision.apply(statements, now)
                    .map(event -> Result.<Boolean, Refusal>accepted(true, event.envelope()));
        });
    }
}
