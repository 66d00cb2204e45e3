package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.PostingVerdict.Accepted;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.PostingVerdict.Refused;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a ticket takes, and from whom (`support-api.md` §4, `admin-api.md`, Reply; `decisions.md` 56, 65).
public final class PostingRules {
    private PostingRules() {}

    /// A user's message. The contact email decides, whoever sends it and whatever token comes along (`decisions.md`
    /// 35), but for a ticket that has none (`live-chat-api.md`, reading 17): there the owner's token is enough.
    /// Resolved and closed tickets take no message (`decisions.md` 18).
    ///
    /// @param sender with the email that they give as the ticket's contact email
    public static PostingVerdict message(Conversation conversation, UUID id, Words words, Visitor sender) {
        boolean isByEmail = !AccessRules.needsNoEmail(conversation, sender);
        if (isByEmail && conversation.emailsRefusedFor() != null) {
            return new Refused(Reason.EMAILS_REFUSED);
        }
        if (!isContact(conversation, sender)) {
            return new Refused(isByEmail ? Reason.WRONG_EMAIL : Reason.EMAIL_MISMATCH);
        }
        if (conversation.ticket().status().isSettled()) {
            return new Refused(Reason.TICKET_NOT_OPEN);
        }
        if (conversation.isFull()) {
            return new Refused(Reason.TICKET_FULL);
        }
        return new Accepted(fromUser(conversation, id, words, sender.person(), isByEmail));
    }

    private static boolean isContact(Conversation conversation, Visitor sender) {
        Person person = sender.person();
        return conversation.contactEmail() == null
                ? person != null && AccessRules.owns(conversation.owner(), person)
                : conversation.contactEmail().equals(sender.email());
    }

    /// @param isByEmail whether nothing but the contact email speaks for them
    static Draft fromUser(Conversation conversation, UUID id, Words words, @Nullable Person person, boolean isByEmail) {
        String name = person == null ? null : person.displayName();
        return new Draft(
                id,
                words.text(),
                true,
                false,
                person == null ? null : person.userId(),
                name == null ? conversation.owner().name() : name,
                conversation.contactEmail(),
                person != null && AccessRules.claims(conversation.owner(), person) ? person.toActor() : null,
                words.clientId(),
                isByEmail);
    }

    /// An admin's reply, which a resolved ticket still takes and a closed one does not; or an internal note, which
    /// every ticket takes (`decisions.md` 33) that is not full. While the ticket's chat is open, its agent alone
    /// replies, and a reply takes one that is nobody's (`live-chat-api.md`, reading 7).
    ///
    /// @param adminRoles those that make an admin
    public static PostingVerdict reply(
            Conversation conversation, UUID id, Words words, boolean isInternal, Person admin, Set<String> adminRoles) {
        if (!isInternal && conversation.ticket().status() == TicketStatus.CLOSED) {
            return new Refused(Reason.TICKET_NOT_OPEN);
        }
        return conversation.isOpenChat() && !isInternal
                ? replyInOpenChat(conversation, id, words, admin, adminRoles)
                : fromAdmin(conversation, id, words, isInternal, admin);
    }

    /// By its agent, or by whoever thereby becomes it.
    static PostingVerdict replyInOpenChat(
            Conversation conversation, UUID id, Words words, Person admin, Set<String> adminRoles) {
        if (conversation.chat().isOfAnother(admin.userId())) {
            return new Refused(Reason.OF_ANOTHER_AGENT);
        }
        PostingVerdict verdict = fromAdmin(conversation, id, words, false, admin);
        return verdict instanceof Accepted accepted && !conversation.chat().isAssigned()
                ? new Accepted(accepted.draft().assigning(adminRoles))
                : verdict;
    }

    /// What belonged to somebody who was erased takes nothing more (`privacy.md`).
    static PostingVerdict fromAdmin(Conversation conversation, UUID id, Words words, boolean isInternal, Person admin) {
        if (conversation.owner().isErased()) {
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
