package com.smipay.support.messaging.assignment;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Agent;
import com.smipay.support.messaging.domain.ChatRule;
import com.smipay.support.messaging.domain.ChatRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.HandoverDecisions;
import com.smipay.support.messaging.store.Handovers;
import com.smipay.support.messaging.store.KnownAgents;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat's agent asks another one to take it over (`live-chat-api.md`, rule 3). Safe for all threads and replicas.
public final class RequestHandover {
    private final ChatCommands chats;
    private final Set<String> adminRoles;

    /// @param adminRoles those that make an admin
    public RequestHandover(ChatCommands chats, Set<String> adminRoles) {
        this.chats = chats;
        this.adminRoles = Set.copyOf(adminRoles);
    }

    /// @param toAdminId in lower case where it is a UUID
    public record HandoverRequest(
            String toAdminId, @Nullable String reason) {}

    /// One that is pending now.
    public record Requested(UUID handoverId, UUID conversationId, Agent target) {}

    /// @param id of the chat, as the caller wrote it
    public Outcome<Requested, Refusal> request(
            String id, HandoverRequest asked, Person agent, IdempotentRequest<Requested> request) {
        UUID handoverId = UuidCreator.getTimeOrderedEpoch();
        return chats.decide(id, request, (statements, now) -> decide(statements, now, handoverId, asked, agent));
    }

    private Optional<Result<Requested, Refusal>> decide(
            Statements statements, Conversation now, UUID handoverId, HandoverRequest asked, Person agent) {
        Optional<ChatRule> against = ChatRules.handover(now.chat(), agent.userId(), asked.toAdminId());
        if (against.isPresent()) {
            return refused(against.get());
        }
        Optional<Agent> target = KnownAgents.find(statements, asked.toAdminId(), adminRoles);
        if (target.isEmpty()) {
            return refused(ChatRule.UNKNOWN_TARGET);
        }
        if (Handovers.pending(statements, now.id()).isPresent()) {
            return refused(ChatRule.HANDOVER_PENDING);
        }
        return HandoverDecisions.request(
                        statements,
                        now,
                        handoverId,
                        target.get().id(),
                        target.get().name(),
                        asked.reason(),
                        adminRoles)
                .map(event -> Result.accepted(new Requested(handoverId, now.id(), target.get()), event.envelope()));
    }

    private static Optional<Result<Requested, Refusal>> refused(ChatRule rule) {
        return Optional.of(Result.refused(new Refusal.AgainstChat(rule)));
    }
}
