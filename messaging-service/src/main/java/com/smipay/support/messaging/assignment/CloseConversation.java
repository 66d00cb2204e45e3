package com.smipay.support.messaging.assignment;

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
import java.util.Optional;
import java.util.UUID;

/// Any agent closes a chat, for good; its ticket stays as it is. Safe for all threads and replicas.
public final class CloseConversation {
    private final ChatCommands chats;

    public CloseConversation(ChatCommands chats) {
        this.chats = chats;
    }

    public record Closed(UUID conversationId) {}

    /// @param id as the caller wrote it
    public Outcome<Closed, Refusal> close(String id, Person agent, IdempotentRequest<Closed> request) {
        return chats.decide(id, request, (statements, now) -> decide(statements, now, agent));
    }

    private static Optional<Result<Closed, Refusal>> decide(Statements statements, Conversation now, Person agent) {
        return ChatRules.close(now.chat())
                .map(rule -> Optional.of(Result.<Closed, Refusal>refused(new Refusal.AgainstChat(rule))))
                .orElseGet(() -> ChatDecisions.close(statements, now, agent)
                        .map(closed -> Result.accepted(new Closed(now.id()), closed.envelope())));
    }
}
