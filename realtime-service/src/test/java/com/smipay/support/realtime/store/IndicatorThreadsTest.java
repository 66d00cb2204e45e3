package com.smipay.support.realtime.store;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// One throw, and it goes on afterwards.
class IndicatorThreadsTest extends RoomsFixture {
    private static TypingWire wire(BooleanSupplier topicsStand) {
        return new TypingWire(new KafkaSettings("127.0.0.1:1", 1, (short) 1), topicsStand);
    }

    @Test
    void theTypingWireSendsOnAfterARecordThatCanNotBeSent() {
        RoomMembership membership = seated(admin("ada"));
        TypingRecord good = TypingRecord.of(membership, UUID.randomUUID(), TypingRecord.TYPING);
        try (TypingWire wire = wire(() -> true)) {
            wire.start();
            wire.tell(withoutTicket(good));
            until("it has begun again", () -> wire.task().restarts() == 1);
            assertThat(wire.dropped()).isZero();

            wire.tell(good);
            until("it has tried to send", () -> wire.dropped() == 1);
        }
    }

    @SuppressWarnings("NullAway") // What no caller does, and a fault of one day might.
    private static TypingRecord withoutTicket(TypingRecord told) {
        return new TypingRecord(
                told.socketId(), told.instanceId(), null, told.userId(), told.isAdmin(), told.kind(), null, null);
    }

    @Test
    void whoLooksIsSaidAgainAfterItCouldNotBeSaidOnce() {
        AtomicInteger said = new AtomicInteger();
        TypingWire wire = wire(() -> {
            if (said.incrementAndGet() == 2) {
                throw new IllegalStateException("a moment of trouble");
            }
            return false;
        });
        try (Looking looking =
                new Looking(rooms, UUID.randomUUID(), wire, Duration.ofMillis(50), Duration.ofSeconds(25))) {
            assertThat(looking.started(seated(admin("ada")))).isTrue();
            looking.start();

            until("it is said again", () -> said.get() >= 4);
        }
    }
}
