package com.smipay.support.realtime.rooms;

import com.smipay.support.contracts.event.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// To which user a ticket is bound, as far as events have told lately. Sisters may speak from before a claim for a
/// while, in an answer or in an event: the owner by email must not come back by that (`decisions.md` 13).
final class Claims {
    private static final int MOST_REMEMBERED = 50_000;

    private final Map<UUID, String> owners = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    synchronized void remember(UUID ticketId, String userId) {
        owners.put(ticketId, userId);
    }

    synchronized boolean isBoundToAnother(UUID ticketId, String userId) {
        String owner = owners.get(ticketId);
        return owner != null && !owner.equals(userId);
    }

    /// The account's room; by email only while the ticket is nobody's.
    synchronized PersonalRoom roomOf(UUID ticketId, Owner owner) {
        String userId = owner.userId() == null ? owners.get(ticketId) : owner.userId();
        return userId == null ? new PersonalRoom.Email(owner.email()) : new PersonalRoom.User(userId);
    }
}
