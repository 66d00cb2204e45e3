package com.smipay.support.messaging.posting;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.PostingRules;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Ticket;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.Announced;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.MessageWriter;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides on a user's message and writes it (`support-api.md` §4). Checked in this order: ticket, email, status.
/// Safe for all threads and replicas.
final class PostMessage {
    private final KnownConversations known;
    private final RecentTickets recent = new RecentTickets();

    PostMessage(KnownConversations known) {
        this.known = known;
    }

    /// A message on its way into a ticket.
    ///
    /// @param id that it gets
    /// @param seen the ticket, as it is or as an earlier message found it
    record Attempt(NewMessage message, @Nullable Person person, UUID id, TicketReference reference, Conversation seen) {
        PostingVerdict on(Conversation conversation) {
            return PostingRules.message(conversation.ticket(), id, message.text(), message.email(), person);
        }
    }

    /// A message that stands in its ticket now.
    record Sent(Ticket ticket, Draft draft, Announced<MessageEvent.Posted> announced) {}

    /// To be called outside of a transaction: no connection waits for a sister.
    ///
    /// @param person null without a token
    /// @throws com.smipay.support.kit.http.Problem 404, or 503 when the ticket service can't be asked
    Attempt look(NewMessage message, @Nullable Person person) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return TicketReference.number(message.ticketNumber())
                .flatMap(reference -> recent.find(reference)
                        .map(seen -> new Attempt(message, person, id, reference, seen))
                        .filter(attempt -> attempt.on(attempt.seen()) instanceof PostingVerdict.Accepted)
                        .or(() -> known.find(Optional.of(reference))
                                .map(seen -> new Attempt(message, person, id, reference, seen))))
                .orElseThrow(() -> MessagingProblems.unknownTicket(message.ticketNumber()));
    }

    /// @param statements to look with, where the ticket has changed
    /// @throws com.smipay.support.kit.http.Problem 400 for every refusal of the rules
    Sent write(Statements statements, MessageWriter messages, Attempt attempt) {
        return Conversations.deciding(statements, attempt.seen(), now -> switch (attempt.on(now)) {
            case PostingVerdict.Refused refused -> throw MessagingProblems.of(refused.reason());
            case PostingVerdict.Accepted accepted -> {
                Optional<Sent> sent = messages.write(now.ticket(), accepted.draft())
                        .map(announced -> new Sent(now.ticket(), accepted.draft(), announced));
                sent.ifPresent(written -> recent.remember(attempt.reference(), now));
                yield sent;
            }
        });
    }
}
