package com.smipay.support.messaging.replying;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.PostingRules;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.BatchingMessageWriter;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.WrittenMessage;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Decides on an admin's reply or note and writes it (`admin-api.md`, Reply; `decisions.md` 33). Safe for all
/// threads and replicas.
public final class ReplyToTicket {
    private final KnownConversations known;
    private final CommandExecutor commands;
    private final BatchingMessageWriter messages;
    private final Set<String> adminRoles;

    /// @param adminRoles those that make an admin
    public ReplyToTicket(
            KnownConversations known,
            CommandExecutor commands,
            BatchingMessageWriter messages,
            Set<String> adminRoles) {
        this.known = known;
        this.commands = commands;
        this.messages = messages;
        this.adminRoles = Set.copyOf(adminRoles);
    }

    /// @param ticket empty for what can name no ticket
    /// @throws UnavailableException when the ticket is not known here and the ticket service can't be asked
    public Outcome<WrittenMessage, Refusal> reply(
            Optional<TicketReference> ticket, Reply reply, Person admin, IdempotentRequest<WrittenMessage> request) {
        return known.find(ticket)
                .map(seen -> commands.execute(
                        messages.unitOf(seen.id()), request, writer -> decide(writer, seen, reply, admin)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    private Result<WrittenMessage, Refusal> decide(
            MessageWriter messages, Conversation seen, Reply reply, Person admin) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return OptimisticDecision.decide(
                        seen, now -> decide(messages, now, id, reply, admin), () -> messages.find(seen.id()))
                .orElseThrow(() -> new UnavailableException("The ticket changes too fast"));
    }

    private Optional<Result<WrittenMessage, Refusal>> decide(
            MessageWriter messages, Conversation now, UUID id, Reply reply, Person admin) {
        return switch (PostingRules.reply(now, id, reply.words(), reply.isInternal(), admin, adminRoles)) {
            case PostingVerdict.Refused refused -> Optional.of(Result.refused(new Refusal.NotTaken(refused.reason())));
            case PostingVerdict.Accepted accepted ->
                messages.write(now, accepted.draft()).map(event -> Result.accepted(event, event.envelope()));
        };
    }
}
