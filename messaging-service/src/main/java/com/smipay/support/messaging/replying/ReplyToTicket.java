package com.smipay.support.messaging.replying;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.PostingRules;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.IdempotentWrites;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.OutboxEvent;
import io.helidon.http.Status;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Decides on an admin's reply or note and writes it (`admin-api.md`, Reply; `decisions.md` 33). Safe for all threads
/// and replicas.
final class ReplyToTicket {
    private final KnownConversations known;
    private final IdempotentWrites writes;

    ReplyToTicket(KnownConversations known, IdempotentWrites writes) {
        this.known = known;
        this.writes = writes;
    }

    /// @param ticket number or id, as the caller wrote it
    /// @throws com.smipay.support.kit.http.Problem 404; 400 for a reply to a closed ticket
    Outcome<OutboxEvent<MessageEvent.Posted>> reply(
            String ticket,
            Reply reply,
            Person admin,
            Optional<IdempotencyKey> key,
            Function<MessageEvent.Posted, Object> answer) {
        Conversation seen = known.find(TicketReference.numberOrId(ticket))
                .orElseThrow(() -> MessagingProblems.unknownTicket(ticket));
        return writes.post(
                seen.ticket().id(),
                key,
                Status.CREATED_201,
                (statements, messages) -> write(statements, messages, seen, reply, admin),
                announced -> answer.apply(announced.event()));
    }

    private static OutboxEvent<MessageEvent.Posted> write(
            Statements statements, MessageWriter messages, Conversation seen, Reply reply, Person admin) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return Conversations.deciding(statements, seen, now -> switch (PostingRules.reply(
                now, id, reply.words(), reply.isInternal(), admin)) {
            case PostingVerdict.Refused refused -> throw MessagingProblems.of(refused.reason());
            case PostingVerdict.Accepted accepted -> messages.write(now.ticket(), accepted.draft());
        });
    }
}
