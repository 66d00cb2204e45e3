package com.smipay.support.messaging.assignment;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.messaging.domain.ChatRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.WrittenMessage;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An agent's reply or note (`live-chat-api.md`, rule 2): only the chat's agent replies, and a reply takes a chat that
/// is nobody's with the statement that writes it. Safe for all threads and replicas.
public final class ReplyToChat {
    private final ChatCommands chats;
    private final CommandExecutor commands;
    private final BatchingMessageWriter messages;
    private final Set<String> adminRoles;

    /// @param adminRoles those that make an admin
    public ReplyToChat(
            ChatCommands chats, CommandExecutor commands, BatchingMessageWriter messages, Set<String> adminRoles) {
        this.chats = chats;
        this.commands = commands;
        this.messages = messages;
        this.adminRoles = Set.copyOf(adminRoles);
    }

    /// @param id as the caller wrote it
    public Outcome<WrittenMessage, Refusal> reply(
            String id, Reply reply, Person agent, IdempotentRequest<WrittenMessage> request) {
        return chats.find(id, all -> true)
                .map(seen -> commands.execute(
                        messages.unitOf(seen.id()), request, writer -> decide(writer, seen, reply, agent)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private Result<WrittenMessage, Refusal> decide(MessageWriter writer, Conversation seen, Reply reply, Person agent) {
        UUID messageId = UuidCreator.getTimeOrderedEpoch();
        return OptimisticDecision.decide(
                        seen, now -> decide(writer, now, messageId, reply, agent), () -> writer.find(seen.id()))
                .orElseThrow(() -> new UnavailableException("The conversation changes too fast"));
    }

    private Optional<Result<WrittenMessage, Refusal>> decide(
            MessageWriter writer, Conversation now, UUID messageId, Reply reply, Person agent) {
        return switch (ChatRules.reply(now, messageId, reply.words(), reply.isInternal(), agent, adminRoles)) {
            case PostingVerdict.Refused refused -> Optional.of(Result.refused(new Refusal.NotTaken(refused.reason())));
            case PostingVerdict.Accepted accepted ->
                writer.write(now, accepted.draft()).map(written -> Result.accepted(written, written.envelope()));
        };
    }
}
