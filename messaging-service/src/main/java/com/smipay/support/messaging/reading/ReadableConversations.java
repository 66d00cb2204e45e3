package com.smipay.support.messaging.reading;

import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.EmailAttempts;
import java.util.Optional;

/// Finds conversations for those who may read them (`decisions.md` 12).
public final class ReadableConversations {
    private final KnownConversations known;
    private final AccessRules access;
    private final EmailAttempts emails;

    public ReadableConversations(KnownConversations known, AccessRules access, EmailAttempts emails) {
        this.known = known;
        this.access = access;
        this.emails = emails;
    }

    /// An email that helped nobody is counted, for tickets that do not exist too: the refusal does not tell them
    /// apart (`decisions.md` 12, 65).
    ///
    /// @param number as the caller wrote it
    /// @return empty for an unknown ticket and for one that this visitor may not read
    Optional<Conversation> find(String number, Visitor visitor) {
        Optional<TicketReference> reference = TicketReference.number(number);
        Optional<Conversation> found = known.find(reference, conversation -> mayRead(conversation, visitor));
        if (found.isEmpty() && visitor.email() != null) {
            reference.ifPresent(ticket -> emails.count(ticket.text()));
        }
        return found;
    }

    /// An email is not looked at after too many wrong ones.
    boolean mayRead(Conversation conversation, Visitor visitor) {
        return access.mayRead(conversation, conversation.emailsRefusedFor() == null ? visitor : visitor.withoutEmail());
    }
}
