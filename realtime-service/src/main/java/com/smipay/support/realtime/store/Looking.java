package com.smipay.support.realtime.store;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.domain.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which agents have a ticket or a conversation open on their screens (`decisions.md` 69): the admins in its room are
/// told the whole list whenever it changes. Every instance knows all of them, its own from their sockets, the others'
/// from Kafka, where it is said again and again, for an instance may die without a word. Safe for all threads; never
/// blocks.
public final class Looking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);
    private static final String EVENT = "agents_looking";
    private static final Duration PACE = Duration.ofSeconds(1);

    /// @param saidAt when it was heard last, in nanoseconds of `System.nanoTime`
    private record Onlooker(TypingRecord told, long saidAt) {}

    /// By room, then by socket. A room's are replaced under its key's lock, and a room without any is not kept.
    private final Map<UUID, Map<UUID, Onlooker>> rooms = new ConcurrentHashMap<>();
    /// Where each socket of this instance looks.
    private final Map<UUID, UUID> places = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer;
    private final Rooms members;
    private final UUID instanceId;
    private final TypingWire wire;
    private final Duration beat;
    private final Duration forgotten;

    /// @param beat how often this instance says again who looks here
    /// @param forgotten after which silence another instance's are left out
    Looking(Rooms members, UUID instanceId, TypingWire wire, Duration beat, Duration forgotten) {
        this.members = members;
        this.instanceId = instanceId;
        this.wire = wire;
        this.beat = beat;
        this.forgotten = forgotten;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("looking-timer").factory());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing gets out of it.
    void start() {
        timer.scheduleWithFixedDelay(this::beatOn, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// An agent in the room has it open, and so nothing else at this connection. Said again, it only tells them
    /// anew who looks.
    ///
    /// @return false where it begins and ends too often
    public boolean started(RoomMembership membership) {
        TypingRecord told = TypingRecord.of(membership, instanceId, TypingRecord.LOOKING);
        UUID former = places.get(told.socketId());
        boolean isNew = !told.ticketId().equals(former);
        if (isNew && !membership.allows(TypingRecord.LOOKING, PACE)) {
            return false;
        }
        if (isNew && former != null) {
            gone(told.socketId(), former);
        }
        rooms.compute(told.ticketId(), (room, present) -> {
            // Within this room's lock: a client that goes now is either seen here, or ends it afterwards.
            if (!membership.isOpen()) {
                return present;
            }
            places.put(told.socketId(), room);
            if (isNew) {
                wire.tell(told);
            }
            Map<UUID, Onlooker> onlookers = with(present, told);
            if (!tellOfChange(told, present, onlookers)) {
                Delivery.deliver(frame(told, agents(onlookers)), List.of(membership));
            }
            return onlookers;
        });
        return true;
    }

    /// A client looks there no more, for whatever reason; nothing happens where it did not.
    public void gone(UUID socketId, UUID ticketId) {
        rooms.computeIfPresent(ticketId, (room, present) -> {
            Onlooker onlooker = present.get(socketId);
            if (onlooker == null || !places.remove(socketId, room)) {
                return present;
            }
            wire.tell(onlooker.told().stopped());
            return without(present, onlooker);
        });
    }

    /// A client is no admin's any more.
    public void gone(UUID socketId) {
        UUID place = places.get(socketId);
        if (place != null) {
            gone(socketId, place);
        }
    }

    /// What another instance told. What is older than it counts is left out.
    void heard(Instant toldAt, TypingRecord told) {
        if (toldAt.plus(forgotten).isBefore(Instant.now())) {
            return;
        }
        if (told.isStop()) {
            rooms.computeIfPresent(told.ticketId(), (room, present) -> {
                Onlooker onlooker = present.get(told.socketId());
                return onlooker == null ? present : without(present, onlooker);
            });
        } else {
            rooms.compute(told.ticketId(), (room, present) -> {
                Map<UUID, Onlooker> onlookers = with(present, told);
                tellOfChange(told, present, onlookers);
                return onlookers;
            });
        }
    }

    /// A timer that once threw would never ring again: whatever happened, the next beat makes it good.
    private void beatOn() {
        try {
            beat();
        } catch (RuntimeException | Error e) {
            LOG.error("It was not said again who looks: {}", RedactedTrace.of(e));
        }
    }

    /// Says again who looks here, and forgets of whom nobody has said it for too long.
    private void beat() {
        rooms.keySet()
                .forEach(room -> rooms.computeIfPresent(room, (same, present) -> {
                    Map<UUID, Onlooker> left = present;
                    for (Onlooker onlooker : present.values()) {
                        if (onlooker.told().instanceId().equals(instanceId)) {
                            wire.tell(onlooker.told());
                        } else if (left != null && System.nanoTime() - onlooker.saidAt() > forgotten.toNanos()) {
                            left = without(left, onlooker);
                        }
                    }
                    return left;
                }));
    }

    private static Map<UUID, Onlooker> with(@Nullable Map<UUID, Onlooker> present, TypingRecord told) {
        Map<UUID, Onlooker> onlookers = present == null ? new HashMap<>() : new HashMap<>(present);
        onlookers.put(told.socketId(), new Onlooker(told, System.nanoTime()));
        return onlookers;
    }

    /// @return null where nobody is left
    private @Nullable Map<UUID, Onlooker> without(Map<UUID, Onlooker> present, Onlooker onlooker) {
        Map<UUID, Onlooker> left = new HashMap<>(present);
        left.remove(onlooker.told().socketId());
        tellOfChange(onlooker.told(), present, left);
        return left.isEmpty() ? null : left;
    }

    /// Under the room's lock.
    ///
    /// @return whether the admins in the room were told, because the list of agents is another one now
    private boolean tellOfChange(TypingRecord cause, @Nullable Map<UUID, Onlooker> before, Map<UUID, Onlooker> after) {
        List<String> agents = agents(after);
        if (agents.equals(agents(before))) {
            return false;
        }
        Collection<? extends Recipient> admins = members.audience(new TicketRoom(cause.ticketId(), Viewers.ADMINS));
        if (!admins.isEmpty()) {
            Delivery.deliver(frame(cause, agents), admins);
        }
        return true;
    }

    private static List<String> agents(@Nullable Map<UUID, Onlooker> onlookers) {
        return onlookers == null
                ? List.of()
                : onlookers.values().stream()
                        .map(onlooker -> onlooker.told().userId())
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static Frame frame(TypingRecord told, List<String> agents) {
        Payload.Typing names = told.payload();
        return Frame.event(EVENT, new Payload.AgentsLooking(names.conversationId(), names.ticketId(), agents));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
