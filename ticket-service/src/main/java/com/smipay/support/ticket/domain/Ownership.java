package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.event.Owner;
import org.jspecify.annotations.Nullable;

/// To whom a ticket belongs, and since when (`decisions.md` 13, 67).
///
/// @param version the ticket's version at which the right to it last changed: what peers bound before it does not
/// count
/// @param guestProof what the creating device can prove; null once the ticket has, or had, an account
public record Ownership(Owner owner, long version, @Nullable String guestProof) {
    static Ownership initial(Owner owner, @Nullable String guestProof) {
        return new Ownership(owner, 1, guestProof);
    }

    Ownership boundTo(String userId, @Nullable String name, long since) {
        String known = name == null ? owner.name() : name;
        return new Ownership(new Owner(userId, owner.email(), known), since, null);
    }

    /// To the person with the contact email. The device does not come back.
    Ownership released(long since) {
        return new Ownership(new Owner(null, owner.email(), owner.name()), since, guestProof);
    }

    /// To nobody, and for good.
    static Ownership erased(long since) {
        return new Ownership(Owner.erased(), since, null);
    }

    /// Whoever the new email names owns a ticket without an account from then on.
    Ownership reachedAt(String email, long since) {
        boolean moves = owner.isUnclaimed() && !email.equals(owner.email());
        return new Ownership(new Owner(owner.userId(), email, owner.name()), moves ? since : version, guestProof);
    }
}
