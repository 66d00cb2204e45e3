package com.smipay.support.messaging.chat;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.replica.Departures;
import com.smipay.support.messaging.store.Chats;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.NewChat;
import com.smipay.support.messaging.store.OutboxEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins a chat with its first message. Every call begins one: whoever means an existing chat names it. Safe for all
/// threads and replicas.
public final class OpenChat {
    private static final Logger LOG = LoggerFactory.getLogger(OpenChat.class);

    private final CommandExecutor commands;
    private final Departures departures;

    public OpenChat(CommandExecutor commands, Departures departures) {
        this.commands = commands;
        this.departures = departures;
    }

    /// @param message its first and only one
    public record Opened(Conversation conversation, MessageState message) {}

    public Outcome<Opened, Refusal> open(NewChat chat, IdempotentRequest<Opened> request) {
        Outcome<Opened, Refusal> outcome = commands.inTransaction(request, statements -> open(statements, chat));
        String userId = chat.owner().userId();
        if (userId != null && outcome instanceof Outcome.Executed) {
            follow(userId);
        }
        return outcome;
    }

    /// What is committed is a success, whatever becomes of this: the account's next record does it again.
    private void follow(String userId) {
        try {
            departures.followAccount(userId);
        } catch (DatabaseUnavailableException e) {
            LOG.warn("Nobody can tell whether the account behind a new chat is gone: {}", e.getMessage());
        }
    }

    private static Result<Opened, Refusal> open(Statements statements, NewChat chat) {
        OutboxEvent<ConversationEvent.Opened> event = Chats.open(statements, chat);
        Conversation conversation =
                Conversations.findChat(statements, chat.id()).orElseThrow();
        return Result.accepted(new Opened(conversation, event.event().message()), event.envelope());
    }
}
