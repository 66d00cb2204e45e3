package com.smipay.support.messaging.domain;

import com.smipay.support.messaging.domain.PostingVerdict.Accepted;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.PostingVerdict.Refused;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What may become of a chat, and by whom (`live-chat-api.md`, Rules). Who may know of it is looked at before.
public final class ChatRules {
    private ChatRules() {}

    /// By the user whose chat it is.
    public static PostingVerdict message(Conversation conversation, UUID id, Words words, Person owner) {
        if (conversation.chat().isClosed()) {
            return new Refused(Reason.CHAT_CLOSED);
        }
        return written(conversation, id, words, owner, false);
    }

    /// To a chat that belongs to no user yet, by whoever gives its email. Wrong emails of others do not lock out the
    /// device that made it, nor a token that proves the address (`decisions.md` 65).
    public static PostingVerdict guestMessage(Conversation conversation, UUID id, Words words, Visitor sender) {
        if (conversation.chat().isClosed()) {
            return new Refused(Reason.CHAT_CLOSED);
        }
        boolean isByEmail = !AccessRules.needsNoEmail(conversation, sender);
        if (isByEmail && conversation.emailsRefusedFor() != null) {
            return new Refused(Reason.EMAILS_REFUSED);
        }
        if (!conversation.owner().email().equals(sender.email())) {
            return new Refused(isByEmail ? Reason.WRONG_EMAIL : Reason.EMAIL_MISMATCH);
        }
        return written(conversation, id, words, sender.person(), isByEmail);
    }

    private static PostingVerdict written(
            Conversation conversation, UUID id, Words words, @Nullable Person person, boolean isByEmail) {
        return conversation.isFull()
                ? new Refused(Reason.TICKET_FULL)
                : new Accepted(PostingRules.fromUser(conversation, id, words, person, isByEmail));
    }

    /// By its agent, or by whoever becomes it by that; a note by every admin, in a closed chat too.
    ///
    /// @param adminRoles those that make an admin
    public static PostingVerdict reply(
            Conversation conversation, UUID id, Words words, boolean isInternal, Person admin, Set<String> adminRoles) {
        if (isInternal) {
            return PostingRules.fromAdmin(conversation, id, words, true, admin);
        }
        return conversation.chat().isClosed()
                ? new Refused(Reason.CHAT_CLOSED)
                : PostingRules.replyInOpenChat(conversation, id, words, admin, adminRoles);
    }

    /// @return empty where they may have it, or have it already
    public static Optional<ChatRule> claim(Chat chat, String agentId) {
        if (chat.isClosed()) {
            return Optional.of(ChatRule.CLOSED_TO_CLAIM);
        }
        return chat.isOfAnother(agentId) ? Optional.of(ChatRule.CLAIMED_BY_ANOTHER) : Optional.empty();
    }

    public static Optional<ChatRule> close(Chat chat) {
        return chat.isClosed() ? Optional.of(ChatRule.CLOSED_ALREADY) : Optional.empty();
    }

    /// What can be said before the target is looked up.
    public static Optional<ChatRule> handover(Chat chat, String agentId, String targetId) {
        if (chat.isClosed()) {
            return Optional.of(ChatRule.CLOSED_TO_HANDOVER);
        }
        if (!chat.isAssignedTo(agentId)) {
            return Optional.of(ChatRule.ONLY_ITS_AGENT_HANDS_OVER);
        }
        return agentId.equals(targetId) ? Optional.of(ChatRule.HANDOVER_TO_SELF) : Optional.empty();
    }

    /// @param handover as it is under the chat's lock, which is never resolved without it
    public static Optional<ChatRule> respond(Handover handover, String agentId) {
        if (!handover.toAdminId().equals(agentId)) {
            return Optional.of(ChatRule.ONLY_THE_TARGET_RESPONDS);
        }
        return handover.isPending() ? Optional.empty() : Optional.of(ChatRule.HANDOVER_RESOLVED);
    }

    public static Optional<ChatRule> rate(Chat chat) {
        if (chat.rating() != null) {
            return Optional.of(ChatRule.RATED_ALREADY);
        }
        return chat.isClosed() ? Optional.empty() : Optional.of(ChatRule.OPEN_TO_RATE);
    }
}
