package com.smipay.support.messaging.posting;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.PostingRules;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.Announced;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.Posting;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides on a user's message and writes it (`support-api.md` §4). Checked in this order: ticket, email, status.
/// Safe for all threads and replicas.
final class PostMessage {
    private final KnownConversations known;

    PostMessage(KnownConversations known) {
        this.known = known;
    }

    /// To be called outside of a transaction: no connection waits for a sister.
    ///
    /// @throws com.smipay.support.kit.http.Problem 404, or 503 when the ticket service can't be asked
    Conversation find(NewMessage message) {
        return known.find(TicketReference.number(message.ticketNumber()))
                .orElseThrow(() -> MessagingProblems.unknownTicket(message.ticketNumber()));
    }

    /// @param person null without a token
    /// @throws com.smipay.support.kit.http.Problem 400 for every refusal of the rules
    Announced<MessageEvent.Posted> write(
            Statements statements, Conversation seen, NewMessage message, @Nullable Person person) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return Conversations.deciding(statements, seen, now -> switch (PostingRules.message(
                now.ticket(), id, message.text(), message.email(), person)) {
            case PostingVerdict.Refused refused -> throw MessagingProblems.of(refused.reason());
            case PostingVerdict.Accepted accepted -> Posting.write(statements, now.ticket(), accepted.draft());
        });
    }
}
