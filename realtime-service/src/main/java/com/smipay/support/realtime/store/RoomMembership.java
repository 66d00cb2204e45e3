package com.smipay.support.realtime.store;

import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.RoomNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A connection's place in the room of a ticket or a conversation.
///
/// It is taken before anybody knows whether the client may have it, so that nothing is lost between the answer and
/// the joining; until it is opened, what is pushed is held back, and a membership that is given up drops it unseen.
/// Held-back frames follow right after the acknowledgement, in order. Joining again is answered on the same
/// membership, which stays open all the while (`decisions.md` 58).
public final class RoomMembership implements Recipient {
    /// More than a conversation sees in the seconds that a join may take.
    private static final int MOST_HELD_BACK = 256;

    private enum State {
        PENDING,
        OPEN,
        GIVEN_UP
    }

    private final Connection connection;
    private final UUID ticketId;
    private final List<Frame> heldBack = new ArrayList<>();
    private final Map<String, Long> lastAllowed = new HashMap<>();
    private volatile State state = State.PENDING;
    private volatile boolean overflowed;
    private volatile RoomNames names = RoomNames.UNKNOWN;
    /// Through which it was joined; touched under the connection's lock only.
    private final Set<Door> doors = EnumSet.noneOf(Door.class);

    RoomMembership(Connection connection, UUID ticketId) {
        this.connection = connection;
        this.ticketId = ticketId;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    public UUID ticketId() {
        return ticketId;
    }

    /// By which names the room is known to the client, as far as it has been told.
    public RoomNames names() {
        return names;
    }

    /// A conversation got its ticket, or somebody told of either for the first time.
    public synchronized void learn(RoomNames told) {
        names = names.and(told);
    }

    /// The client came in this way, perhaps once more.
    void enters(Door door) {
        doors.add(door);
    }

    /// The client leaves this way.
    ///
    /// @return whether it came in by no other
    boolean leaves(Door door) {
        doors.remove(door);
        return doors.isEmpty();
    }

    /// Whether it was given up because more came than it may hold back.
    public boolean hasOverflowed() {
        return overflowed;
    }

    boolean isGivenUp() {
        return state == State.GIVEN_UP;
    }

    /// Whether the client has been told that it is in the room.
    public boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public boolean write(Frame frame) {
        switch (state) {
            case OPEN -> {
                return connection.write(frame);
            }
            case PENDING -> hold(frame);
            case GIVEN_UP -> heldBack.clear();
        }
        return false;
    }

    private void hold(Frame frame) {
        if (heldBack.size() == MOST_HELD_BACK) {
            overflowed = true;
            giveUp();
        } else {
            heldBack.add(frame);
        }
    }

    /// Whether an event of this name may count: at most one in `interval` does (`decisions.md` 28). From any
    /// thread.
    public synchronized boolean allows(String event, Duration interval) {
        long now = System.nanoTime();
        Long last = lastAllowed.get(event);
        if (last != null && now - last < interval.toNanos()) {
            return false;
        }
        lastAllowed.put(event, now);
        return true;
    }

    /// Answers the client, then lets through what was held back. On the event loop.
    ///
    /// @return false, and nothing was done, when the membership has been given up meanwhile
    boolean open(Runnable acknowledgement) {
        synchronized (this) {
            if (state == State.GIVEN_UP) {
                return false;
            }
            state = State.OPEN;
        }
        acknowledgement.run();
        heldBack.forEach(connection::write);
        heldBack.clear();
        connection.flush();
        return true;
    }

    /// From now on nothing reaches the client through this membership.
    synchronized void giveUp() {
        state = State.GIVEN_UP;
    }
}
