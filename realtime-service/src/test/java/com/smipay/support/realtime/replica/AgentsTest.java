package com.smipay.support.realtime.replica;

import static com.smipay.support.realtime.fixture.Waiting.until;

import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Lifeline;
import com.smipay.support.realtime.store.Rooms;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsTest {
    private final CountDownLatch expelled = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Rooms rooms = new Rooms(3, 20);

    /// The thread that asks outlives it, and nobody is forgotten whom it was about to ask about.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoCouldNotBeAskedAboutIsAskedAboutAgainWhateverHappened(boolean isError) {
        try (Agents agents = new Agents(userId -> answer(isError), AdminRoles.USUAL, rooms, Duration.ofMillis(20))) {
            Caller ada = new Caller("ada", null, true, null, "Ada", null, Role.ADMIN, Instant.MAX);
            agents.isGone(ada);
            EmbeddedChannel channel = new EmbeddedChannel();
            rooms.enter(new Connection(UUID.randomUUID(), ada, channel, new Watched()));
            agents.start();

            until("she is expelled", () -> {
                channel.runPendingTasks();
                return expelled.getCount() == 0;
            });
        }
    }

    private Optional<Boolean> answer(boolean isError) {
        return switch (asked.incrementAndGet()) {
            case 1 -> Optional.empty();
            case 2 -> {
                if (isError) {
                    throw new OutOfMemoryError("a moment of trouble");
                }
                throw new IllegalStateException("a moment of trouble");
            }
            default -> Optional.of(true);
        };
    }

    private final class Watched implements Lifeline {
        @Override
        public void sendAway(Connection connection) {}

        @Override
        public void expel(Connection connection, Refusal why) {
            expelled.countDown();
        }

        @Override
        public void livesUntil(Connection connection, Instant expiry) {}
    }
}
