package com.smipay.support.messaging.chat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.RecentConversations;
import com.smipay.support.messaging.store.SentMessage;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// A user's message to a chat that is there already, the very way of `add-message`: whoever wrote lately costs no look,
/// and messages that come at once share a statement. Safe for all threads and replicas.
public final class SendMessage {
    private final Database database;
    private final CommandExecutor commands;
    private final BatchingMessageWriter messages;
    private final EmailAttempts emails;
    private final RecentConversations<UUID> recent = new RecentConversations<>();

    public SendMessage(
            Database database, CommandExecutor commands, BatchingMessageWriter messages, EmailAttempts emails) {
        this.database = database;
        this.commands = commands;
        this.messages = messages;
        this.emails = emails;
    }

    private record Attempt(UUID messageId, Words words, Sender sender, Conversation seen) {
        PostingVerdict on(Conversation conversation) {
            return sender.writes(conversation, messageId, words);
        }
    }

    public Outcome<SentMessage, Refusal> send(
            UUID conversationId, Words words, Sender sender, IdempotentRequest<SentMessage> request) {
        return find(conversationId, words, sender)
                .map(attempt -> counted(
                        attempt,
                        commands.execute(messages.unitOf(conversationId), request, writer -> decide(writer, attempt))))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    /// A refusal never rests on what is remembered.
    private Optional<Attempt> find(UUID conversationId, Words words, Sender sender) {
        UUID messageId = UuidCreator.getTimeOrderedEpoch();
        return recent.find(conversationId)
                .filter(sender::knows)
                .map(seen -> new Attempt(messageId, words, sender, seen))
                .filter(attempt -> attempt.on(attempt.seen()) instanceof PostingVerdict.Accepted)
                .or(() -> Conversations.findChat(database, conversationId)
                        .filter(sender::knows)
                        .map(seen -> new Attempt(messageId, words, sender, seen)));
    }

    private Result<SentMessage, Refusal> decide(MessageWriter writer, Attempt attempt) {
        return OptimisticDecision.decide(
                        attempt.seen(),
                        now -> decide(writer, attempt, now),
                        () -> writer.find(attempt.seen().id()))
                .orElseThrow(() -> new UnavailableException("The conversation changes too fast"));
    }

    private Optional<Result<SentMessage, Refusal>> decide(MessageWriter writer, Attempt attempt, Conversation now) {
        if (!attempt.sender().knows(now)) {
            return Optional.of(Result.refused(new Refusal.NotFound()));
        }
        return switch (attempt.on(now)) {
            case PostingVerdict.Refused refused -> Optional.of(Result.refused(refusal(refused.reason(), now)));
            case PostingVerdict.Accepted accepted ->
                writer.write(now, accepted.draft()).map(written -> {
                    recent.remember(now.id(), now);
                    return Result.accepted(new SentMessage(now, accepted.draft(), written), written.envelope());
                });
        };
    }

    private static Refusal refusal(Reason reason, Conversation now) {
        return reason == Reason.EMAILS_REFUSED
                ? new Refusal.TooManyEmails(Objects.requireNonNull(now.emailsRefusedFor()))
                : new Refusal.NotTaken(reason);
    }

    /// A wrong email counts as a guess (`decisions.md` 65), after the transaction, whose end would take the count
    /// along.
    private Outcome<SentMessage, Refusal> counted(Attempt attempt, Outcome<SentMessage, Refusal> outcome) {
        return outcome.equals(Outcome.refused(new Refusal.NotTaken(Reason.WRONG_EMAIL)))
                ? emails.count(attempt.seen().guessedAs())
                        .map(after -> Outcome.<SentMessage, Refusal>refused(new Refusal.TooManyEmails(after)))
                        .orElse(outcome)
                : outcome;
    }
}
