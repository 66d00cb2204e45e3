package com.smipay.support.messaging.assignment;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.ChatRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.ChatDecisions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An agent takes a chat that nobody has (`live-chat-api.md`, rule 1). Of several at once one wins; one's own is taken
/// once more without a trace. Safe for all threads and replicas.
public final class ClaimConversation {
    private final ChatCommands chats;
    private final Set<String> adminRoles;

    /// @param adminRoles those that make an admin
    public ClaimConversation(ChatCommands chats, Set<String> adminRoles) {
        this.chats = chats;
        this.adminRoles = Set.copyOf(adminRoles);
    }

    /// Whose chat it is now.
    public record Assigned(UUID conversationId, String assignedTo, String assignedAdminName) {
        static Assigned of(UUID conversationId, String agentId, String name) {
            return new Assigned(conversationId, agentId, name);
        }
    }

    /// @param id as the caller wrote it
    public Outcome<Assigned, Refusal> claim(String id, Person agent, IdempotentRequest<Assigned> request) {
        return chats.decide(id, request, (statements, now) -> decide(statements, now, agent));
    }

    private Optional<Result<Assigned, Refusal>> decide(Statements statements, Conversation now, Person agent) {
        return ChatRules.claim(now.chat(), agent.userId())
                .map(rule -> Optional.of(Result.<Assigned, Refusal>refused(new Refusal.AgainstChat(rule))))
                .orElseGet(() -> now.chat().isAssignedTo(agent.userId())
                        ? Optional.of(own(now, agent))
                        : take(statements, now, agent));
    }

    private static Result<Assigned, Refusal> own(Conversation now, Person agent) {
        String name = Objects.requireNonNull(now.chat().assignedName());
        return Result.accepted(Assigned.of(now.id(), agent.userId(), name), Optional.<EventEnvelope>empty());
    }

    private Optional<Result<Assigned, Refusal>> take(Statements statements, Conversation now, Person agent) {
        return ChatDecisions.claim(statements, now, agent, adminRoles).map(claimed -> {
            String name = Objects.requireNonNull(claimed.event().conversation().assignedAdminName());
            return Result.accepted(Assigned.of(now.id(), agent.userId(), name), claimed.envelope());
        });
    }
}
