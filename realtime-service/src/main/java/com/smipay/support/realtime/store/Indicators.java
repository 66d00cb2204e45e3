package com.smipay.support.realtime.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Who types and which agents look, in this instance's rooms: what passes by itself, and is stored nowhere. Other
/// instances tell of both in one topic.
public final class Indicators implements AutoCloseable {
    private final LongAdder malformed = new LongAdder();
    private final UUID instanceId;
    private final Typing typing;
    private final Looking looking;

    /// How long what is not said again counts.
    ///
    /// @param typing after which somebody's typing runs out
    /// @param beat how often it is told again who looks
    /// @param looking after which another instance's agents are left out, of whom nothing was told again
    public record Times(Duration typing, Duration beat, Duration looking) {
        public static final Times USUAL =
                new Times(Duration.ofSeconds(6), Duration.ofSeconds(10), Duration.ofSeconds(25));
    }

    public Indicators(Rooms rooms, UUID instanceId, TypingWire wire, Times times) {
        this.instanceId = instanceId;
        this.typing = new Typing(rooms, instanceId, wire, times.typing());
        this.looking = new Looking(rooms, instanceId, wire, times.beat(), times.looking());
    }

    public void start() {
        looking.start();
    }

    public Typing typing() {
        return typing;
    }

    public Looking looking() {
        return looking;
    }

    /// A client is in the room no more, for whatever reason.
    public void gone(UUID socketId, UUID ticketId) {
        typing.gone(socketId, ticketId);
        looking.gone(socketId, ticketId);
    }

    /// What an instance told.
    ///
    /// @param value null for a tombstone, which is malformed like everything else that is no such record
    public void heard(Instant toldAt, byte @Nullable [] value) {
        Optional<TypingRecord> told = value == null ? Optional.empty() : TypingRecord.decode(value);
        if (told.isEmpty()) {
            malformed.increment();
        } else if (!told.get().instanceId().equals(instanceId)) {
            if (told.get().isLooking()) {
                looking.heard(toldAt, told.get());
            } else {
                typing.heard(toldAt, told.get());
            }
        }
    }

    /// Records that nobody could read.
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public void close() {
        typing.close();
        looking.close();
    }
}
