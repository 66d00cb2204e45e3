package com.smipay.support.messaging.assignment;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.ChatRule;
import com.smipay.support.messaging.domain.ChatRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Handover;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.HandoverDecisions;
import com.smipay.support.messaging.store.Handovers;
import com.smipay.support.messaging.store.OutboxEvent;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The agent who was asked to take a chat over says yes or no, once (`live-chat-api.md`, rule 3). Safe for all threads
/// and replicas.
public final class RespondToHandover {
    private final ChatCommands chats;
    private final Database database;
    private final Set<String> adminRoles;

    /// @param adminRoles those that make an admin
    public RespondToHandover(ChatCommands chats, Database database, Set<String> adminRoles) {
        this.chats = chats;
        this.database = database;
        this.adminRoles = Set.copyOf(adminRoles);
    }

    /// What was answered.
    public record Resolved(UUID handoverId, UUID conversationId, HandoverStatus status) {}

    /// @param id of the handover, as the caller wrote it
    /// @param accepts yes or no
    public Outcome<Resolved, Refusal> respond(
            String id, boolean accepts, Person agent, IdempotentRequest<Resolved> request) {
        return Uuids.parse(id)
                .flatMap(handover -> Handovers.find(database, handover))
                .map(known -> chats.decide(
                        known.conversationId().toString(),
                        request,
                        (statements, now) -> decide(statements, now, known.id(), accepts, agent)))
                .orElseGet(() -> Outcome.refused(new Refusal.AgainstChat(ChatRule.UNKNOWN_HANDOVER)));
    }

    private Optional<Result<Resolved, Refusal>> decide(
            Statements statements, Conversation now, UUID handoverId, boolean accepts, Person agent) {
        Handover handover = Handovers.find(statements, handoverId).orElseThrow();
        return ChatRules.respond(handover, agent.userId())
                .map(rule -> Optional.of(Result.<Resolved, Refusal>refused(new Refusal.AgainstChat(rule))))
                .orElseGet(() -> write(statements, now, handover, accepts).map(event -> resolved(handover, event)));
    }

    private Optional<OutboxEvent<ConversationEvent.HandoverResolved>> write(
            Statements statements, Conversation now, Handover handover, boolean accepts) {
        return accepts
                ? HandoverDecisions.accept(statements, now, handover, adminRoles)
                : HandoverDecisions.reject(statements, now, handover, handover.toAdminId());
    }

    private static Result<Resolved, Refusal> resolved(
            Handover handover, OutboxEvent<ConversationEvent.HandoverResolved> event) {
        HandoverStatus status = event.event().handover().status();
        return Result.accepted(new Resolved(handover.id(), handover.conversationId(), status), event.envelope());
    }
}
