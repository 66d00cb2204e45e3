package com.smipay.support.realtime.store;

import com.smipay.support.contracts.event.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// To which user a ticket is bound, as far as events have told lately. Peers may speak from before a claim for a
/// while, in an answer or in an event: the owner by email must not come back by that, nor an account that is gone
/// (`decisions.md` 13).
final class TicketOwners {
    private static final int MOST_REMEMBERED = 50_000;

    /// @param owner null while the ticket is its email's
    /// @param gone the account that owned it before, and owns nothing more
    private record Binding(@Nullable String owner, @Nullable String gone) {
        static final Binding NONE = new Binding(null, null);
    }

    private final Map<UUID, Binding> bindings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Binding> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /// @return false where that account is gone, as far as the ticket is concerned: somebody speaks from before
    synchronized boolean remember(UUID ticketId, String userId) {
        Binding known = bindings.getOrDefault(ticketId, Binding.NONE);
        if (userId.equals(known.gone())) {
            return false;
        }
        bindings.put(ticketId, new Binding(userId, known.gone()));
        return true;
    }

    /// The account claims it anew, as the ticket service says, who knows best.
    synchronized void claim(UUID ticketId, String userId) {
        bindings.put(ticketId, new Binding(userId, null));
    }

    synchronized void release(UUID ticketId, String from) {
        bindings.put(ticketId, new Binding(null, from));
    }

    synchronized boolean isBoundToAnother(UUID ticketId, String userId) {
        String owner = bindings.getOrDefault(ticketId, Binding.NONE).owner();
        return owner != null && !owner.equals(userId);
    }

    synchronized boolean isBound(UUID ticketId) {
        return bindings.getOrDefault(ticketId, Binding.NONE).owner() != null;
    }

    /// The account's room; by email only while the ticket is nobody's.
    synchronized PersonalRoom roomOf(UUID ticketId, Owner owner) {
        Binding known = bindings.getOrDefault(ticketId, Binding.NONE);
        String told = owner.userId();
        String userId = told == null || told.equals(known.gone()) ? known.owner() : told;
        return userId == null ? new PersonalRoom.Email(owner.email()) : new PersonalRoom.User(userId);
    }
}
