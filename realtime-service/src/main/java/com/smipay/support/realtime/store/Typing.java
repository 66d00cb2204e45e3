package com.smipay.support.realtime.store;

import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The typing indicators of this instance's rooms (`decisions.md` 28, 42): everyone in the room but the sending
/// socket sees them, at once where it sits here, by Kafka elsewhere. Safe for all threads; never blocks.
public final class Typing implements AutoCloseable {
    private static final Duration PACE = Duration.ofSeconds(1);

    private record Typist(UUID socketId, UUID ticketId) {}

    /// @param silentAt when it runs out, in nanoseconds of `System.nanoTime`
    private record Indicator(TypingRecord told, long silentAt) {}

    private final Map<Typist, Indicator> indicators = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final Rooms rooms;
    private final UUID instanceId;
    private final TypingWire wire;
    private final Duration silence;

    /// @param silence after which an indicator runs out
    Typing(Rooms rooms, UUID instanceId, TypingWire wire, Duration silence) {
        this.rooms = rooms;
        this.instanceId = instanceId;
        this.wire = wire;
        this.silence = silence;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("typing-timer").factory());
    }

    /// A client in the room types. What is over the rate changes nothing.
    ///
    /// @param internal whether it is a note, which counts for admins alone (`decisions.md` 63)
    public void started(RoomMembership membership, boolean internal) {
        if (!membership.allows(TypingRecord.TYPING, PACE)) {
            return;
        }
        TypingRecord told = toldBy(membership, internal ? TypingRecord.TYPING_INTERNAL : TypingRecord.TYPING);
        indicators.compute(typist(told), (typist, former) -> {
            // Within this key's lock: a client that goes now is either seen here, or ends the indicator afterwards.
            if (!membership.isOpen()) {
                return former;
            }
            if (former != null && !former.told().isInternal() && told.isInternal()) {
                // Users have seen the beginning of what they are not to see go on.
                tell(former.told().stopped());
            }
            tell(told);
            return watched(told);
        });
    }

    /// A client in the room says that it stopped: to those who saw it begin.
    ///
    /// @param internal whether it was a note, where nobody knows of a beginning any more
    public void stopped(RoomMembership membership, boolean internal) {
        if (!membership.allows(TypingRecord.STOP_TYPING, PACE)) {
            return;
        }
        TypingRecord told = toldBy(membership, internal ? TypingRecord.TYPING_INTERNAL : TypingRecord.TYPING);
        indicators.compute(typist(told), (typist, former) -> {
            tell((former == null ? told : former.told()).stopped());
            return null;
        });
    }

    /// A client is in the room no more, for whatever reason.
    public void gone(UUID socketId, UUID ticketId) {
        indicators.computeIfPresent(new Typist(socketId, ticketId), (typist, indicator) -> {
            // It may have sat elsewhere when it began: who tells is this instance.
            tell(indicator.told().by(instanceId).stopped());
            return null;
        });
    }

    /// What another instance told. What is older than an indicator lives is left out: it would be wrong by now.
    void heard(Instant toldAt, TypingRecord told) {
        if (toldAt.plus(silence).isAfter(Instant.now())) {
            heard(told);
        }
    }

    private void heard(TypingRecord told) {
        indicators.compute(typist(told), (typist, former) -> {
            deliver(told);
            return told.isStop() ? null : watched(told);
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Fails only when the service has stopped.
    private Indicator watched(TypingRecord told) {
        Typist typist = typist(told);
        // Before the timer is set, so that it never rings too early.
        long silentAt = System.nanoTime() + silence.toNanos();
        timer.schedule(() -> runOut(typist), silence.toNanos(), TimeUnit.NANOSECONDS);
        return new Indicator(told, silentAt);
    }

    /// Every instance does this for itself: nobody need be told.
    private void runOut(Typist typist) {
        indicators.computeIfPresent(typist, (same, indicator) -> {
            if (System.nanoTime() - indicator.silentAt() < 0) {
                return indicator;
            }
            deliver(indicator.told().stopped());
            return null;
        });
    }

    private TypingRecord toldBy(RoomMembership membership, String kind) {
        boolean isAdmin = membership.connection().caller().isAdmin();
        return TypingRecord.of(membership, instanceId, isAdmin ? kind : TypingRecord.TYPING);
    }

    private static Typist typist(TypingRecord told) {
        return new Typist(told.socketId(), told.ticketId());
    }

    /// Here, and to the other instances.
    private void tell(TypingRecord told) {
        deliver(told);
        wire.tell(told);
    }

    private void deliver(TypingRecord told) {
        Viewers viewers = told.isInternal() ? Viewers.ADMINS : Viewers.EVERYONE;
        List<? extends Recipient> others = rooms.audience(new TicketRoom(told.ticketId(), viewers)).stream()
                .filter(recipient -> !recipient.connection().id().equals(told.socketId()))
                .toList();
        if (!others.isEmpty()) {
            Delivery.deliver(Frame.event(told.event(), told.payload()), others);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
