package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.Owner;
import org.jspecify.annotations.Nullable;

/// To whom a ticket or a chat belongs, and who may read it (`decisions.md` 12, 13, 35).
public final class AccessRules {
    private final ReadAccess readAccess;

    public AccessRules(ReadAccess readAccess) {
        this.readAccess = readAccess;
    }

    /// An admin; the owner's token; and, while the ticket belongs to no user yet, its device or whoever gives its
    /// email.
    public boolean mayRead(Conversation conversation, Visitor visitor) {
        return readAccess == ReadAccess.NUMBER || mayReadByRight(conversation, visitor);
    }

    /// The same where no setting opens more, as for chats, whose ids are no numbers.
    public static boolean mayReadByRight(Conversation conversation, Visitor visitor) {
        Person person = visitor.person();
        if (person != null && (person.isAdmin() || owns(conversation.owner(), person))) {
            return true;
        }
        return conversation.owner().isUnclaimed()
                && (visitor.device().opened(conversation)
                        || conversation.owner().email().equals(visitor.email()));
    }

    /// Whether something better than the contact email speaks for them: the owner's token, an admin's, or the device
    /// that made a ticket that belongs to no user yet. Wrong emails of others lock neither out (`decisions.md` 65).
    public static boolean needsNoEmail(Conversation conversation, Visitor visitor) {
        Person person = visitor.person();
        return (person != null && (person.isAdmin() || owns(conversation.owner(), person)))
                || (conversation.owner().isUnclaimed() && visitor.device().opened(conversation));
    }

    /// Any admin, and a user whose own ticket it is: on sockets neither a device nor an email counts (`admin-api.md`,
    /// Socket.IO).
    public static boolean mayJoin(Conversation conversation, Person person) {
        return person.isAdmin() || owns(conversation.owner(), person);
    }

    /// By the account; by a verified email only while no account is bound.
    public static boolean owns(Owner owner, Person person) {
        return owner.isUnclaimed()
                ? owner.email().equals(person.ownershipEmail())
                : person.userId().equals(owner.userId());
    }

    /// Whether what this person writes now binds the ticket to their account.
    public static boolean claims(Owner owner, @Nullable Person person) {
        return person != null && owner.isUnclaimed() && owns(owner, person);
    }
}
