package com.smipay.support.messaging.posting;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.RecentConversations;
import com.smipay.support.messaging.store.SentMessage;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// What both ways of a user's message have in common (`support-api.md` §4). Checked in this order: ticket, email,
/// status, room. Safe for all threads and replicas.
public final class PostMessage {
    private final KnownConversations known;
    private final EmailAttempts emails;
    private final RecentConversations<TicketReference> recent = new RecentConversations<>();

    public PostMessage(KnownConversations known, EmailAttempts emails) {
        this.known = known;
        this.emails = emails;
    }

    /// To be called outside of a transaction: no connection waits for a peer.
    ///
    /// @param sender with the email that they give
    /// @return empty for an unknown ticket
    /// @throws UnavailableException when the ticket service can't be asked
    Optional<MessageAttempt> find(NewMessage message, Visitor sender) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return TicketReference.number(message.ticketNumber())
                .flatMap(reference -> recent.find(reference)
                        .map(seen -> new MessageAttempt(message, sender, id, reference, seen))
                        .filter(attempt -> attempt.on(attempt.seen()) instanceof PostingVerdict.Accepted)
                        .or(() -> known.find(Optional.of(reference))
                                .map(seen -> new MessageAttempt(message, sender, id, reference, seen))));
    }

    /// @throws UnavailableException for a ticket that changes faster than anybody can look
    Result<SentMessage, Refusal> decide(MessageWriter messages, MessageAttempt attempt) {
        return OptimisticDecision.decide(
                        attempt.seen(),
                        now -> decide(messages, attempt, now),
                        () -> messages.find(attempt.seen().id()))
                .orElseThrow(() -> new UnavailableException("The ticket changes too fast"));
    }

    private Optional<Result<SentMessage, Refusal>> decide(
            MessageWriter messages, MessageAttempt attempt, Conversation now) {
        return switch (attempt.on(now)) {
            case PostingVerdict.Refused refused -> Optional.of(Result.refused(refusal(refused.reason(), now)));
            case PostingVerdict.Accepted accepted ->
                messages.write(now, accepted.draft()).map(event -> {
                    recent.remember(attempt.reference(), now);
                    return Result.accepted(new SentMessage(now, accepted.draft(), event), event.envelope());
                });
        };
    }

    private static Refusal refusal(Reason reason, Conversation now) {
        return reason == Reason.EMAILS_REFUSED
                ? new Refusal.TooManyEmails(Objects.requireNonNull(now.emailsRefusedFor()))
                : new Refusal.NotTaken(reason);
    }

    /// Counts the attempt where its email turned out to be a wrong guess (`decisions.md` 65). To be called after
    /// the transaction, whose end would take the count along.
    <A> Outcome<A, Refusal> count(MessageAttempt attempt, Outcome<A, Refusal> outcome) {
        return outcome.equals(Outcome.refused(new Refusal.NotTaken(Reason.WRONG_EMAIL)))
                ? emails.count(attempt.reference().text())
                        .map(after -> Outcome.<A, Refusal>refused(new Refusal.TooManyEmails(after)))
                        .orElse(outcome)
                : outcome;
    }
}
