package com.smipay.support.messaging.posting;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.PostingRules;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.Ticket;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.OutboxEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Decides on a user's message and writes it (`support-api.md` §4). Checked in this order: ticket, email, status, room.
/// Safe for all threads and replicas.
final class PostMessage {
    private final KnownConversations known;
    private final EmailAttempts guesses;
    private final RecentTickets recent = new RecentTickets();

    PostMessage(KnownConversations known, EmailAttempts guesses) {
        this.known = known;
        this.guesses = guesses;
    }

    /// A message on its way into a ticket.
    ///
    /// @param id that it gets
    /// @param sender with the email that they give
    /// @param seen the ticket, as it is or as an earlier message found it
    record Attempt(NewMessage message, Visitor sender, UUID id, TicketReference reference, Conversation seen) {
        PostingVerdict on(Conversation conversation) {
            return PostingRules.message(conversation, id, message.words(), sender);
        }
    }

    /// A message that stands in its ticket now.
    record Sent(Ticket ticket, Draft draft, OutboxEvent<MessageEvent.Posted> announced) {}

    /// Ends the transaction of a guess, which is counted after it: what is counted within would be rolled back.
    private static final class WrongEmailException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongEmailException() {
            super("A wrong email", null, false, false);
        }
    }

    /// To be called outside of a transaction: no connection waits for a peer.
    ///
    /// @param sender with the email that they give
    /// @throws Problem 404, or 503 when the ticket service can't be asked
    Attempt look(NewMessage message, Visitor sender) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return TicketReference.number(message.ticketNumber())
                .flatMap(reference -> recent.find(reference)
                        .map(seen -> new Attempt(message, sender, id, reference, seen))
                        .filter(attempt -> attempt.on(attempt.seen()) instanceof PostingVerdict.Accepted)
                        .or(() -> known.find(Optional.of(reference))
                                .map(seen -> new Attempt(message, sender, id, reference, seen))))
                .orElseThrow(() -> MessagingProblems.unknownTicket(message.ticketNumber()));
    }

    /// Counts the attempt where its email turns out to be a wrong guess (`decisions.md` 65).
    ///
    /// @param posting the transaction, or the statement, in which [#write] is called
    /// @throws Problem 429 where too many were counted before it
    <R> R counting(Attempt attempt, Supplier<R> posting) {
        try {
            return posting.get();
        } catch (WrongEmailException e) {
            throw guesses.count(attempt.reference().text())
                    .map(Problem::rateLimited)
                    .orElseGet(() -> MessagingProblems.of(Reason.WRONG_EMAIL));
        }
    }

    /// To be called within [#counting].
    ///
    /// @param statements to look with, where the ticket has changed
    /// @throws Problem 400 for every refusal of the rules, 429 while no email is compared
    Sent write(Statements statements, MessageWriter messages, Attempt attempt) {
        return Conversations.deciding(statements, attempt.seen(), now -> switch (attempt.on(now)) {
            case PostingVerdict.Refused refused -> throw refusal(refused.reason(), now);
            case PostingVerdict.Accepted accepted -> {
                Optional<Sent> sent = messages.write(now.ticket(), accepted.draft())
                        .map(announced -> new Sent(now.ticket(), accepted.draft(), announced));
                sent.ifPresent(written -> recent.remember(attempt.reference(), now));
                yield sent;
            }
        });
    }

    private static RuntimeException refusal(Reason reason, Conversation now) {
        return switch (reason) {
            case WRONG_EMAIL -> new WrongEmailException();
            case EMAILS_REFUSED -> Problem.rateLimited(Objects.requireNonNull(now.emailsRefusedFor()));
            case EMAIL_MISMATCH, TICKET_NOT_OPEN, TICKET_FULL -> MessagingProblems.of(reason);
        };
    }
}
