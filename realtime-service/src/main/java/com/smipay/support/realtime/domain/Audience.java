package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.Owner;
import java.util.UUID;

/// Whom a push is for. It always names a set of connections: who belongs to it twice still gets the push once.
///
/// A conversation and the ticket that is made of it have one id, so one room and one owner: `ticketId` is the
/// one or the other.
public sealed interface Audience {
    /// Every connected admin.
    record Admins() implements Audience {}

    /// The personal room of a ticket's owner: the account's, or the address's while nobody has claimed the ticket
    /// (`decisions.md` 13).
    ///
    /// @param owner as the event knew it; whoever knows of a later claim goes by that
    record OwnerOf(UUID ticketId, Owner owner) implements Audience {}

    /// The owner's personal room without the connections that are in `admins`: of an event that tells admins more, each
    /// connection gets one shape.
    record OwnerNotAdmins(UUID ticketId, Owner owner) implements Audience {}

    /// One person's personal room.
    record Person(String userId) implements Audience {}

    /// Admins and owner, in one shape.
    record AdminsAndOwner(UUID ticketId, Owner owner) implements Audience {}

    /// Those who have joined a ticket, or the part of them that may see this.
    record TicketRoom(UUID ticketId, Viewers viewers) implements Audience {}

    /// A ticket's room, and the owner's personal room besides.
    record RoomAndOwner(TicketRoom room, Owner owner) implements Audience {}

    /// Which part of a ticket's room.
    enum Viewers {
        EVERYONE,
        ADMINS,
        USERS;

        public boolean include(boolean admin) {
            return switch (this) {
                case EVERYONE -> true;
                case ADMINS -> admin;
                case USERS -> !admin;
            };
        }
    }
}
