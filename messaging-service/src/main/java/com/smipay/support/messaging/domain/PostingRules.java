package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.PostingVerdict.Accepted;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.PostingVerdict.Refused;
import java.util.UUID;

/// What a ticket takes, and from whom (`support-api.md` §4, `admin-api.md`, Reply; `decisions.md` 56, 65).
public final class PostingRules {
    private PostingRules() {}

    /// A user's message. The contact email decides, whoever sends it and whatever token comes along (`decisions.md`
    /// 35); resolved and closed tickets take none (`decisions.md` 18).
    ///
    ///
    /// @param sender with the email that they give as the ticket's contact email
    public static PostingVerdict message(Conversation conversation, UUID id, Words words, Visitor sender) {
        Ticket ticket = conversation.ticket();
        boolean isByEmail = !AccessRules.needsNoEmail(ticket, sender);
        if (isByEmail && conversation.emailsRefusedFor() != null) {
            return new Refused(Reason.EMAILS_REFUSED);
        }
        if (!ticket.owner().email().equals(sender.email())) {
            return new Refused(isByEmail ? Reason.WRONG_EMAIL : Reason.EMAIL_MISMATCH);
        }
        if (ticket.status().isSettled()) {
            return new Refused(Reason.TICKET_NOT_OPEN);
        }
        if (conversation.isFull()) {
            return new Refused(Reason.TICKET_FULL);
        }
        Person person = sender.person();
        String name = person == null ? null : person.displayName();
        return new Accepted(new Draft(
                id,
                words.text(),
                true,
                false,
                person == null ? null : person.userId(),
                name == null ? ticket.owner().name() : name,
                ticket.owner().email(),
                person != null && AccessRules.claims(ticket.owner(), person) ? person.toActor() : null,
                words.clientId(),
                isByEmail));
    }

    /// An admin's reply, which a resolved ticket still takes and a closed one does not; or an internal note, which
    /// every ticket takes (`decisions.md` 33) that is not full.
    public static PostingVerdict reply(
            Conversation conversation, UUID id, Words words, boolean isInternal, Person admin) {
        if (!isInternal && conversation.ticket().status() == TicketStatus.CLOSED) {
            return new Refused(Reason.TICKET_NOT_OPEN);
        }
        if (conversation.isFull()) {
            return new Refused(Reason.TICKET_FULL);
        }
        return new Accepted(new Draft(
                id,
                words.text(),
                false,
                isInternal,
                admin.userId(),
                admin.displayName(),
                admin.email(),
                null,
                words.clientId(),
                false));
    }
}
