package com.smipay.support.realtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.domain.Door;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
/// Rooms with connections of users and admins in them.

abstract class RoomsFixture {
    static final UUID TICKET = UUID.randomUUID();
    static final Frame FRAME = Frame.event("news", Map.of("n", 1));

    final Rooms rooms = new Rooms(3, 4);

    Connection connected(String userId, @Nullable String email, boolean verified, Role role) {
        Caller caller = new Caller(userId, email, verified, null, null, null, role, Instant.MAX);
        Connection connection = new Connection(UUID.randomUUID(), caller, new EmbeddedChannel(), new NoLifeline());
        rooms.enter(connection);
        return connection;
    }

    Connection user(String userId) {
        return connected(userId, userId + "@example.com", true, Role.USER);
    }

    Connection admin(String userId) {
        return connected(userId, null, true, Role.ADMIN);
    }

    RoomMembership taken(Connection connection) {
        RoomMembership membership = rooms.take(connection, TICKET);
        if (membership == null) {
            throw new AssertionError("No seat");
        }
        return membership;
    }

    RoomMembership seated(Connection connection) {
        RoomMembership membership = taken(connection);
        assertThat(rooms.open(membership, Door.TICKET, () -> {})).isTrue();
        return membership;
    }

    Collection<Connection> audience(Audience audience) {
        return rooms.audience(audience).stream().map(Recipient::connection).toList();
    }

    static Audience room(Viewers viewers) {
        return new Audience.TicketRoom(TICKET, viewers);
    }

    static Audience ownerOf(@Nullable String userId, String email) {
        return new Audience.OwnerOf(TICKET, new Owner(userId, email, null));
    }

    static List<String> written(Connection connection) {
        return Screen.of((EmbeddedChannel) connection.channel());
    }
}
