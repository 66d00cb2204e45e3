package com.smipay.support.messaging.reading;

import com.smipay.support.kit.http.Problem;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.projection.KnownConversations;
import java.time.Duration;
import java.util.Optional;

/// Finds conversations for those who may read them (`decisions.md` 12).
public final class ReadableConversations {
    private final KnownConversations known;
    private final AccessRules access;
    private final WrongEmails wrongEmails;

    public ReadableConversations(KnownConversations known, AccessRules access, WrongEmails wrongEmails) {
        this.known = known;
        this.access = access;
        this.wrongEmails = wrongEmails;
    }

    /// @param number as the caller wrote it
    /// @throws Problem 404 for an unknown ticket and for one that this visitor may not read; 429 where only the
    ///     email could help and too many were tried
    Conversation find(String number, Visitor visitor) {
        Optional<TicketReference> reference = TicketReference.number(number);
        if (visitor.email() == null || reference.isEmpty()) {
            return known.find(reference, found -> mayRead(found, visitor))
                    .orElseThrow(() -> MessagingProblems.unknownTicket(number));
        }
        return findByEmail(number, reference.get(), visitor);
    }

    private Conversation findByEmail(String number, TicketReference reference, Visitor visitor) {
        Optional<Duration> wait = wrongEmails.count(reference.text());
        Visitor counted = wait.isPresent() ? visitor.withoutEmail() : visitor;
        Conversation conversation = known.find(Optional.of(reference), found -> mayRead(found, counted))
                .orElseThrow(
                        () -> wait.map(Problem::rateLimited).orElseGet(() -> MessagingProblems.unknownTicket(number)));
        if (wait.isEmpty()) {
            wrongEmails.forgive(reference.text());
        }
        return conversation;
    }

    boolean mayRead(Conversation conversation, Visitor visitor) {
        return access.mayRead(conversation.ticket(), visitor);
    }
}
