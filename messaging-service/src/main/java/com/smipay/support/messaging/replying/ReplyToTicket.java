package com.smipay.support.messaging.replying;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.MessageEvent;
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
import com.smipay.support.messaging.store.OutboxEvent;
import java.util.Optional;
import java.util.UUID;

/// Decides on an admin's reply or note and writes it (`admin-api.md`, Reply; `decisions.md` 33). Safe for all
/// threads and replicas.
public final class ReplyToTicket {
    private final KnownConversations known;
    private final CommandExecutor commands;
    private final BatchingMessageWriter messages;

    public ReplyToTicket(KnownConversations known, CommandExecutor commands, BatchingMessageWriter messages) {
        this.known = known;
        this.commands = commands;
        this.messages = messages;
    }

    /// @param ticket empty for what can name no ticket
    /// @throws UnavailableException when the ticket is not known here and the ticket service can't be asked
    public Outcome<OutboxEvent<MessageEvent.Posted>, Refusal> reply(
            Optional<TicketReference> ticket,
            Reply reply,
            Person admin,
            IdempotentRequest<OutboxEvent<MessageEvent.Posted>> request) {
        return known.find(ticket)
                .map(seen -> commands.execute(
                        messages.unitOf(seen.ticket().id()), request, writer -> decide(writer, seen, reply, admin)))
                .orElseGet(() -> Outcome.refused(new Refusal.UnknownTicket()));
    }

    private static Result<OutboxEvent<MessageEvent.Posted>, Refusal> decide(
            MessageWriter messages, Conversation seen, Reply reply, Person admin) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return OptimisticDecision.decide(
                        seen,
                        now -> decide(messages, now, id, reply, admin),
                        () -> messages.find(seen.ticket().id()))
                .orElseThrow(() -> new UnavailableException("The ticket changes too fast"));
    }

    private static Optional<Result<OutboxEvent<MessageEvent.Posted>, Refusal>> decide(
            MessageWriter messages, Conversation now, UUID id, Reply reply, Person admin) {
        return switch (PostingRules.reply(now, id, reply.words(), reply.isInternal(), admin)) {
            case PostingVerdict.Refused refused -> Optional.of(Result.refused(new Refusal.NotTaken(refused.reason())));
            case PostingVerdict.Accepted accepted ->
                messages.write(now.ticket(), accepted.draft()).map(event -> Result.accepted(event, event.envelope()));
        };
    }
}
