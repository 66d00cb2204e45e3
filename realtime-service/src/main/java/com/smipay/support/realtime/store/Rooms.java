package com.smipay.support.realtime.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.RoomNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every room of this instance: personal rooms and `admins`, which a connection is in from beginning to end, and rooms
/// of tickets and conversations, in which it has memberships. Safe for all threads.
public final class Rooms {
    private final PersonalRooms personal = new PersonalRooms();
    private final MemberSets<UUID, RoomMembership> tickets = new MemberSets<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final TicketOwners claims = new TicketOwners();
    private final int mostSeats;
    private final int mostDevices;

    /// @param mostSeats in how many ticket rooms one connection may be
    /// @param mostDevices how many connections one person may have
    public Rooms(int mostSeats, int mostDevices) {
        this.mostSeats = mostSeats;
        this.mostDevices = mostDevices;
    }

    /// @param moved called under a lock, by whatever thread, when a connection comes into `admins` or leaves it: never
    ///     blocks
    public void watchAdmins(Runnable moved) {
        personal.watchAdmins(moved);
    }

    /// Into the personal rooms.
    ///
    /// @return this person's oldest connections, as far as they are too many now (`decisions.md` 56)
    public List<Connection> enter(Connection connection) {
        synchronized (connection) {
            if (connection.gone) {
                return List.of();
            }
            connections.add(connection);
            personal.enter(connection);
        }
        List<Connection> devices = connectionsOf(connection.caller().userId());
        return devices.subList(0, Math.max(0, devices.size() - mostDevices));
    }

    /// Makes a connection what a fresh token of the same person says (`decisions.md` 25).
    ///
    /// @param keeps in which of the tickets' rooms it may stay
    /// @return the tickets whose rooms it had to leave
    public List<UUID> renew(Connection connection, Caller caller, Set<UUID> keeps) {
        synchronized (connection) {
            if (connection.gone) {
                return List.of();
            }
            personal.quitFor(connection, caller);
            List<UUID> lost = connection.memberships.keySet().stream()
                    .filter(ticketId -> !keeps.contains(ticketId))
                    .toList();
            lost.forEach(ticketId -> leave(connection, ticketId));
            connection.becomes(caller);
            personal.enter(connection);
            return lost;
        }
    }

    /// The rooms that this connection is in, each by one of the names that it may be asked about by.
    public List<Place> placesOf(Connection connection) {
        synchronized (connection) {
            return connection.memberships.values().stream()
                    .map(membership -> new Place(
                            membership.names().conversationId() == null ? Door.TICKET : Door.CONVERSATION,
                            membership.ticketId()))
                    .toList();
        }
    }

    /// This person's, the oldest first.
    public List<Connection> connectionsOf(String userId) {
        return members(new PersonalRoom.User(userId)).stream()
                .sorted(Comparator.comparingLong(Connection::order))
                .toList();
    }

    /// Out of every room, for good: nothing that is still under way gets this connection into one again.
    ///
    /// @return the tickets whose rooms it was in
    public List<UUID> leaveAll(Connection connection) {
        synchronized (connection) {
            connection.gone = true;
            connections.remove(connection);
            personal.quit(connection);
            List<UUID> left = List.copyOf(connection.memberships.keySet());
            connection.memberships.values().forEach(this::vacate);
            connection.memberships.clear();
            return left;
        }
    }

    /// A place that is not open yet; where this connection has one, the very same, open or not (`decisions.md` 58).
    ///
    /// @return null when the client has gone, or is in as many rooms as it may be
    public @Nullable RoomMembership take(Connection connection, UUID ticketId) {
        synchronized (connection) {
            RoomMembership present = connection.memberships.get(ticketId);
            if (present != null && !present.isGivenUp()) {
                return present;
            }
            if (connection.gone || (present == null && connection.memberships.size() >= mostSeats)) {
                return null;
            }
            RoomMembership membership = new RoomMembership(connection, ticketId);
            connection.memberships.put(ticketId, membership);
            tickets.put(ticketId, membership);
            if (present != null) {
                vacate(present);
            }
            return membership;
        }
    }

    /// Makes a membership a membership, or confirms the one that it is: answers the client and lets through what
    /// was held back meanwhile. On the event loop.
    ///
    /// @param door by which the client came
    /// @return false when the right to it has been lost since it was taken; the membership is given up then
    public boolean open(RoomMembership membership, Door door, Runnable acknowledgement) {
        Caller caller = membership.connection().caller();
        boolean lost = !caller.isAdmin() && claims.isBoundToAnother(membership.ticketId(), caller.userId());
        if (lost || !membership.open(acknowledgement)) {
            giveUp(membership);
            return false;
        }
        synchronized (membership.connection()) {
            membership.enters(door);
        }
        return true;
    }

    /// What was told of a room's names, for those who are in it.
    public void learn(UUID id, RoomNames names) {
        tickets.members(id).forEach(membership -> membership.learn(names));
    }

    /// Whatever the state of the membership.
    public void giveUp(RoomMembership membership) {
        Connection connection = membership.connection();
        synchronized (connection) {
            connection.memberships.remove(membership.ticketId(), membership);
            vacate(membership);
        }
    }

    /// By one door, whether it was in that room or not. Whoever came in by both stays until it has left by both.
    ///
    /// @return whether it is not in the room now
    public boolean leave(Connection connection, Place place) {
        synchronized (connection) {
            RoomMembership membership = connection.memberships.get(place.id());
            if (membership != null && !membership.leaves(place.door())) {
                return false;
            }
            leave(connection, place.id());
            return true;
        }
    }

    private void leave(Connection connection, UUID ticketId) {
        synchronized (connection) {
            RoomMembership membership = connection.memberships.remove(ticketId);
            if (membership != null) {
                vacate(membership);
            }
        }
    }

    /// The place that this connection has been told it has; null where it has none.
    public @Nullable RoomMembership openSeat(Connection connection, UUID ticketId) {
        synchronized (connection) {
            RoomMembership membership = connection.memberships.get(ticketId);
            return membership != null && membership.isOpen() ? membership : null;
        }
    }

    /// Notes to whom a ticket belongs, and puts out whoever is in its room without a right to it any more: the
    /// users that came in by the contact email of a ticket which another account now owns (`decisions.md` 13).
    ///
    /// @return the connections that were put out
    public List<Connection> ownedBy(UUID ticketId, Owner owner) {
        String userId = owner.userId();
        if (userId == null || !claims.remember(ticketId, userId)) {
            return List.of();
        }
        return putOut(ticketId, caller -> caller.userId().equals(userId));
    }

    /// The ticket service says that an account owns it, be it one that was gone before.
    ///
    /// @return the connections that were put out
    public List<Connection> claimedBy(UUID ticketId, String userId) {
        claims.claim(ticketId, userId);
        return putOut(ticketId, caller -> caller.userId().equals(userId));
    }

    /// The account that owned a ticket is gone: it is the contact email's, and who has neither leaves.
    ///
    /// @return the connections that were put out
    public List<Connection> released(UUID ticketId, Owner owner, String from) {
        claims.release(ticketId, from);
        return contactChanged(ticketId, owner);
    }

    /// A ticket that is no account's has this contact email from now on (`decisions.md` 67).
    ///
    /// @return the connections that were put out
    public List<Connection> contactChanged(UUID ticketId, Owner owner) {
        return owner.userId() != null || claims.isBound(ticketId)
                ? List.of()
                : putOut(
                        ticketId,
                        caller -> caller.ownershipEmail()
                                .filter(owner.email()::equals)
                                .isPresent());
    }

    private List<Connection> putOut(UUID ticketId, Predicate<Caller> stays) {
        List<Connection> out = new ArrayList<>();
        for (RoomMembership membership : tickets.members(ticketId)) {
            Caller caller = membership.connection().caller();
            if (!caller.isAdmin() && !stays.test(caller)) {
                giveUp(membership);
                out.add(membership.connection());
            }
        }
        return out;
    }

    /// Everybody a push is for, each once.
    public Collection<? extends Recipient> audience(Audience audience) {
        return switch (audience) {
            case Audience.Admins admins -> members(PersonalRoom.ADMINS);
            case Audience.OwnerOf owner -> members(claims.roomOf(owner.ticketId(), owner.owner()));
            case Audience.OwnerNotAdmins owner ->
                members(claims.roomOf(owner.ticketId(), owner.owner())).stream()
                        .filter(connection -> !members(PersonalRoom.ADMINS).contains(connection))
                        .toList();
            case Audience.Person person -> members(new PersonalRoom.User(person.userId()));
            case Audience.AdminsAndOwner both ->
                new LinkedHashSet<>(Stream.concat(
                                members(PersonalRoom.ADMINS).stream(),
                                members(claims.roomOf(both.ticketId(), both.owner())).stream())
                        .toList());
            case Audience.TicketRoom room -> memberships(room).toList();
            case Audience.RoomAndOwner both -> {
                Set<Connection> owners = members(claims.roomOf(both.room().ticketId(), both.owner()));
                // Whoever is in the room too has it from the personal one: a membership might hold it back, or lose it.
                yield Stream.<Recipient>concat(
                                owners.stream(),
                                memberships(both.room())
                                        .filter(membership -> !owners.contains(membership.connection())))
                        .toList();
            }
        };
    }

    private Stream<RoomMembership> memberships(Audience.TicketRoom room) {
        return tickets.members(room.ticketId()).stream()
                .filter(membership ->
                        room.viewers().include(membership.connection().caller().isAdmin()));
    }

    /// Everybody who is connected.
    public Collection<Connection> everybody() {
        return List.copyOf(connections);
    }

    /// Personal and ticket rooms with somebody in them.
    public int size() {
        return personal.size() + tickets.size();
    }

    private Set<Connection> members(PersonalRoom room) {
        return personal.members(room);
    }

    private void vacate(RoomMembership membership) {
        membership.giveUp();
        tickets.drop(membership.ticketId(), membership);
    }
}
