package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.PostingVerdict.Accepted;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.PostingVerdict.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a ticket takes, and from whom (`support-api.md` §4, `admin-api.md`, Reply).
public final class PostingRules {
    private PostingRules() {}

    /// A user's message. The contact email decides, whoever sends it and whatever token comes along (`decisions.md`
    /// 35); resolved and closed tickets take none (`decisions.md` 18).
    ///
    /// @param email what the sender gives as the ticket's contact email, trimmed and in lower case
    /// @param person null without a token
    public static PostingVerdict message(Ticket ticket, UUID id, String text, String email, @Nullable Person person) {
        if (!ticket.owner().email().equals(email)) {
            return new Refused(Reason.EMAIL_MISMATCH);
        }
        if (ticket.status().isSettled()) {
            return new Refused(Reason.TICKET_NOT_OPEN);
        }
        String name = person == null ? null : person.displayName();
        return new Accepted(new Draft(
                id,
                text,
                true,
                false,
                person == null ? null : person.userId(),
                name == null ? ticket.owner().name() : name,
                ticket.owner().email(),
                person != null && AccessRules.claims(ticket.owner(), person) ? person.toActor() : null));
    }

    /// An admin's reply, which a resolved ticket still takes and a closed one does not; or an internal note, which
    /// every ticket takes (`decisions.md` 33).
    public static PostingVerdict reply(Ticket ticket, UUID id, String text, boolean isInternal, Person admin) {
        if (!isInternal && ticket.status() == TicketStatus.CLOSED) {
            return new Refused(Reason.TICKET_NOT_OPEN);
        }
        return new Accepted(
                new Draft(id, text, false, isInternal, admin.userId(), admin.displayName(), admin.email(), null));
    }
}
