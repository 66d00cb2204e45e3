package com.smipay.support.messaging.posting;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.ConversationPage;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.Messages;
import com.smipay.support.messaging.store.SentMessage;
import com.smipay.support.messaging.store.WrittenMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A message that came through `request-support` (`decisions.md` 16): the rules are those of `add-message`, the
/// answer is the ticket. Safe for all threads and replicas.
public final class AddForwardedMessage {
    private final PostMessage post;
    private final CommandExecutor commands;
    private final AccessRules access;

    /// @param commands whose events nobody is told of: the ticket service takes them from the answer
    public AddForwardedMessage(PostMessage post, CommandExecutor commands, AccessRules access) {
        this.post = post;
        this.commands = commands;
        this.access = access;
    }

    /// @param sender with the email that they give
    /// @return empty for an unknown ticket
    /// @throws UnavailableException when the ticket is not known here and the ticket service can't be asked
    public Optional<MessageAttempt> find(NewMessage message, Visitor sender) {
        return post.find(message, sender);
    }

    public Outcome<PostedMessage, Refusal> add(MessageAttempt attempt, IdempotentRequest<PostedMessage> request) {
        return post.count(
                attempt,
                commands.inTransaction(
                        attempt.seen().id().toString(), request, statements -> decide(statements, attempt)));
    }

    private Result<PostedMessage, Refusal> decide(Statements statements, MessageAttempt attempt) {
        return switch (post.decide(MessageWriter.of(statements), attempt)) {
            case Result.Refused<SentMessage, Refusal> refused -> Result.refused(refused.reason());
            case Result.Accepted<SentMessage, Refusal> accepted -> {
                WrittenMessage written = accepted.value().written();
                Conversation after = Conversations.find(
                                statements,
                                new TicketReference.ById(attempt.seen().id()))
                        .orElseThrow(() -> new UnavailableException("The ticket is gone"));
                ConversationPage page = shown(statements, after, attempt.sender(), written.message());
                yield new Result.Accepted<>(new PostedMessage(written.envelope(), page), accepted.events());
            }
        };
    }

    /// Where the caller may not read the rest, its opening text does not come as the ticket's description either.
    private ConversationPage shown(Statements statements, Conversation after, Visitor visitor, MessageState written) {
        if (!access.mayRead(after, visitor)) {
            return new ConversationPage(after, written.message(), List.of(written));
        }
        UUID id = after.id();
        List<MessageState> messages = Messages.page(statements, id, Page.newest(after, null));
        return new ConversationPage(after, Messages.description(statements, after, messages), messages);
    }
}
