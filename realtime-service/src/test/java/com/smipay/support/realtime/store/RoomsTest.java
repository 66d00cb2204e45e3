package com.smipay.support.realtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.RoomNames;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
/// Who is in which room.

class RoomsTest extends RoomsFixture {
    @Test
    void personalRoomsComeWithTheToken() {
        Connection john = user("john");
        Connection unverified = connected("eve", "john@example.com", false, Role.USER);
        Connection ada = admin("ada");

        assertThat(audience(ownerOf("john", "other@example.com"))).containsExactly(john);
        assertThat(audience(ownerOf(null, "john@example.com"))).containsExactly(john);
        assertThat(audience(ownerOf("eve", "x"))).containsExactly(unverified);
        assertThat(audience(new Audience.Admins())).containsExactly(ada);
    }

    @Test
    void whoBelongsToAnAudienceTwiceIsInItOnce() {
        Connection ada = admin("ada");
        Connection john = user("john");

        assertThat(audience(new Audience.AdminsAndOwner(TICKET, new Owner("ada", "x", null))))
                .containsExactly(ada);
        assertThat(audience(new Audience.AdminsAndOwner(TICKET, new Owner("john", "x", null))))
                .containsExactlyInAnyOrder(ada, john);
    }

    @Test
    void aTicketRoomKnowsItsViewersApart() {
        Connection john = user("john");
        Connection ada = admin("ada");
        admin("elsewhere");
        seated(john);
        seated(ada);

        assertThat(audience(room(Viewers.EVERYONE))).containsExactlyInAnyOrder(john, ada);
        assertThat(audience(room(Viewers.ADMINS))).containsExactly(ada);
        assertThat(audience(room(Viewers.USERS))).containsExactly(john);
    }

    @Test
    void whatComesBeforeTheSeatIsOpenFollowsTheAcknowledgement() {
        Connection john = user("john");
        RoomMembership membership = taken(john);
        Delivery.deliver(FRAME, rooms.audience(room(Viewers.EVERYONE)));
        assertThat(written(john)).isEmpty();

        rooms.open(membership, Door.TICKET, () -> john.write(Frame.event("acknowledgement", 1)));
        Delivery.deliver(FRAME, rooms.audience(room(Viewers.EVERYONE)));

        assertThat(written(john))
                .containsExactly(
                        "42/support,[\"acknowledgement\",1]",
                        "42/support,[\"news\",{\"n\":1}]",
                        "42/support,[\"news\",{\"n\":1}]");
    }

    @Test
    void aSeatThatIsGivenUpShowsNothingOfWhatCameMeanwhile() {
        Connection john = user("john");
        RoomMembership membership = taken(john);
        Delivery.deliver(FRAME, rooms.audience(room(Viewers.EVERYONE)));
        rooms.giveUp(membership);

        assertThat(rooms.open(membership, Door.TICKET, () -> {})).isFalse();
        assertThat(written(john)).isEmpty();
        assertThat(audience(room(Viewers.EVERYONE))).isEmpty();
    }

    @Test
    void aSeatHoldsBackOnlySoMuch() {
        RoomMembership membership = taken(user("john"));
        for (int i = 0; i < 300; i++) {
            Delivery.deliver(FRAME, List.of(membership));
        }
        ((EmbeddedChannel) membership.connection().channel()).runPendingTasks();

        assertThat(rooms.open(membership, Door.TICKET, () -> {})).isFalse();
    }

    @Test
    void nobodyComesBackIntoARoomAfterGoing() {
        Connection john = user("john");
        seated(john);
        assertThat(rooms.leaveAll(john)).containsExactly(TICKET);

        rooms.enter(john);
        assertThat(rooms.take(john, TICKET)).isNull();
        assertThat(rooms.size()).isZero();
        assertThat(rooms.everybody()).isEmpty();
    }

    @Test
    void goingWhileJoiningLeavesNothingBehind() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Connection john = user("john");
            CountDownLatch start = new CountDownLatch(1);
            Thread joining = Thread.startVirtualThread(() -> {
                start.countDown();
                RoomMembership membership = rooms.take(john, TICKET);
                if (membership != null) {
                    rooms.open(membership, Door.TICKET, () -> {});
                }
            });
            start.await();
            rooms.leaveAll(john);
            joining.join();
        }

        assertThat(rooms.size()).isZero();
    }

    @Test
    void joiningAgainKeepsTheSeatOpen() {
        Connection john = user("john");
        RoomMembership first = seated(john);

        RoomMembership second = taken(john);
        assertThat(second).isSameAs(first);
        assertThat(second.isOpen()).isTrue();
        Delivery.deliver(FRAME, rooms.audience(room(Viewers.EVERYONE)));
        assertThat(written(john)).hasSize(1);
        assertThat(rooms.open(second, Door.TICKET, () -> {})).isTrue();
        assertThat(rooms.audience(room(Viewers.EVERYONE))).hasSize(1);
    }

    @Test
    void aSeatThatOverflowedIsReplacedByTheNextJoin() {
        Connection john = user("john");
        RoomMembership full = taken(john);
        for (int i = 0; i < 300; i++) {
            Delivery.deliver(FRAME, List.of(full));
        }
        ((EmbeddedChannel) john.channel()).runPendingTasks();

        RoomMembership fresh = taken(john);
        assertThat(full.hasOverflowed()).isTrue();
        assertThat(fresh).isNotSameAs(full);
        assertThat(rooms.open(fresh, Door.TICKET, () -> {})).isTrue();
        assertThat(rooms.audience(room(Viewers.EVERYONE))).hasSize(1);
    }

    @Test
    void aReaderWhoIsInTheRoomTooHearsItOnce() {
        Connection phone = user("john");
        Connection tablet = user("john");
        Connection joining = user("john");
        Connection ada = admin("ada");
        seated(phone);
        taken(joining);
        seated(ada);

        assertThat(audience(new Audience.RoomAndOwner(
                        new Audience.TicketRoom(TICKET, Viewers.EVERYONE), new Owner("john", "x", null))))
                .containsExactlyInAnyOrder(phone, tablet, joining, ada);
    }

    @Test
    void theOldestOfTooManyDevicesIsNamed() {
        List<Connection> devices = Stream.generate(() -> user("john")).limit(4).toList();
        user("somebody else");
        Connection fifth =
                new Connection(UUID.randomUUID(), devices.getFirst().caller(), new EmbeddedChannel(), new NoLifeline());

        assertThat(rooms.enter(fifth)).containsExactly(devices.getFirst());
        rooms.leaveAll(devices.getFirst());
        assertThat(rooms.connectionsOf("john")).containsExactly(devices.get(1), devices.get(2), devices.get(3), fifth);
    }

    @Test
    void aFreshTokenMovesAConnectionToItsRooms() {
        Connection ada = admin("ada");
        seated(ada);
        UUID kept = UUID.randomUUID();
        rooms.take(ada, kept);
        Caller demoted = new Caller("ada", "ada@example.com", true, null, null, null, Role.USER, Instant.MAX);

        assertThat(rooms.renew(ada, demoted, Set.of(kept))).containsExactly(TICKET);

        assertThat(audience(new Audience.Admins())).isEmpty();
        assertThat(audience(ownerOf(null, "ada@example.com"))).containsExactly(ada);
        assertThat(audience(ownerOf("ada", "x"))).containsExactly(ada);
        assertThat(rooms.placesOf(ada)).containsExactly(new Place(Door.TICKET, kept));
        assertThat(audience(room(Viewers.EVERYONE))).isEmpty();
        rooms.leaveAll(ada);
        assertThat(rooms.size()).isZero();
    }

    @Test
    void oneConnectionIsInABoundedNumberOfRooms() {
        Connection john = user("john");
        for (int i = 0; i < 3; i++) {
            assertThat(rooms.take(john, UUID.randomUUID())).isNotNull();
        }

        assertThat(rooms.take(john, TICKET)).isNull();
    }

    @Test
    void whoCameInByTwoDoorsLeavesByTwo() {
        Connection john = user("john");
        RoomMembership membership = seated(john);
        assertThat(rooms.open(membership, Door.CONVERSATION, () -> {})).isTrue();
        Audience room = new Audience.TicketRoom(TICKET, Viewers.EVERYONE);

        assertThat(rooms.leave(john, new Place(Door.TICKET, TICKET))).isFalse();
        assertThat(rooms.leave(john, new Place(Door.TICKET, TICKET)))
                .as("again")
                .isFalse();
        assertThat(audience(room)).containsExactly(john);
        assertThat(rooms.leave(john, new Place(Door.CONVERSATION, TICKET))).isTrue();
        assertThat(audience(room)).isEmpty();
        assertThat(rooms.leave(john, new Place(Door.CONVERSATION, TICKET)))
                .as("who is not there has nothing to leave")
                .isTrue();
    }

    @Test
    void aRoomLearnsItsNamesAndForgetsNone() {
        RoomMembership membership = seated(user("john"));
        membership.learn(RoomNames.ofConversation(TICKET, false));
        assertThat(membership.names()).isEqualTo(new RoomNames(TICKET, null));

        rooms.learn(TICKET, RoomNames.ofConversation(TICKET, true));
        membership.learn(RoomNames.ofConversation(TICKET, false));
        rooms.learn(UUID.randomUUID(), RoomNames.ofTicket(UUID.randomUUID()));

        assertThat(membership.names()).isEqualTo(new RoomNames(TICKET, TICKET));
    }

    @Test
    void itIsToldWhenAdminsComeAndGo() {
        AtomicInteger moves = new AtomicInteger();
        rooms.watchAdmins(moves::incrementAndGet);

        Connection john = user("john");
        assertThat(moves).hasValue(0);
        Connection ada = admin("ada");
        assertThat(moves).hasValue(1);
        rooms.leaveAll(ada);
        rooms.leaveAll(john);
        assertThat(moves).hasValue(2);
    }
}
