package com.smipay.support.messaging.posting;

import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.SentMessage;

/// A user's message by `add-message` (`support-api.md` §4). Safe for all threads and replicas.
public final class AddMessage {
    private final PostMessage post;
    private final CommandExecutor commands;
    private final BatchingMessageWriter messages;

    public AddMessage(PostMessage post, CommandExecutor commands, BatchingMessageWriter messages) {
        this.post = post;
        this.commands = commands;
        this.messages = messages;
    }

    /// @param sender with the email that they give
    /// @throws com.smipay.support.kit.failure.UnavailableException when the ticket is not known here and the ticket
    ///     service can't be asked
    public Outcome<SentMessage, Refusal> add(
            NewMessage message, Visitor sender, IdempotentRequest<SentMessage> request) {
        return post.find(message, sender)
                .map(attempt -> add(attempt, request))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private Outcome<SentMessage, Refusal> add(MessageAttempt attempt, IdempotentRequest<SentMessage> request) {
        return post.count(
                attempt,
                commands.execute(
                        messages.unitOf(attempt.seen().id()), request, writer -> post.decide(writer, attempt)));
    }
}
