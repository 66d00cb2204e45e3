package com.smipay.support.realtime.store;

import com.smipay.support.kit.security.Caller;
import java.util.List;
import java.util.Set;

/// The rooms that come with tokens, and who is in them. Each connection is moved under its own lock; otherwise safe for
/// all threads.
final class PersonalRooms {
    private final MemberSets<PersonalRoom, Connection> rooms = new MemberSets<>();
    private volatile Runnable adminsMoved = () -> {};

    /// @param moved called whenever a connection comes into `admins` or leaves it; never blocks
    void watchAdmins(Runnable moved) {
        adminsMoved = moved;
    }

    void enter(Connection connection) {
        PersonalRoom.of(connection.caller()).forEach(room -> {
            rooms.put(room, connection);
            tell(room);
        });
    }

    /// Out of all that another token would not open.
    void quitFor(Connection connection, Caller other) {
        List<PersonalRoom> kept = PersonalRoom.of(other);
        PersonalRoom.of(connection.caller()).stream()
                .filter(room -> !kept.contains(room))
                .forEach(room -> quit(room, connection));
    }

    void quit(Connection connection) {
        PersonalRoom.of(connection.caller()).forEach(room -> quit(room, connection));
    }

    private void quit(PersonalRoom room, Connection connection) {
        rooms.drop(room, connection);
        tell(room);
    }

    private void tell(PersonalRoom room) {
        if (room.equals(PersonalRoom.ADMINS)) {
            adminsMoved.run();
        }
    }

    Set<Connection> members(PersonalRoom room) {
        return rooms.members(room);
    }

    int size() {
        return rooms.size();
    }
}
