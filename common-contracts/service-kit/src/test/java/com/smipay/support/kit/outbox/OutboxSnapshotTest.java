package com.smipay.support.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// What somebody else's open snapshot does to the outbox (ADR 0054).
@Timeout(60)
final class OutboxSnapshotTest {
    private OutboxFixture fixture;

    @BeforeEach
    void start() {
        fixture = new OutboxFixture(TestKafka.bootstrapServers(), TestKafka.freshTopic("outbox", 3));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /// A dump keeps a snapshot open for as long as it takes, and what has gone since stays in the index: 300,000 events
    /// made every batch look through them all.
    @Test
    void noSlowerHoweverManyHaveGoneBehindASnapshotThatIsOpen() throws Exception {
        fixture.sql.execute("alter table outbox set (autovacuum_enabled = false)");
        try (OutboxRelay relay = fixture.relay(OutboxFixture.ONLY_WHEN_WOKEN)) {
            await().until(() -> !relay.brokerAway());
            publishOneByOne(relay, 200, 0);
            Duration before = publishOneByOne(relay, 50, 200);
            try (TestDatabase.Held dump = fixture.sql.hold("""
                    set transaction isolation level repeatable read; select count(*) from outbox
                    """)) {
                fixture.sql.execute("""
                        insert into outbox (topic, event_id, type, source, subject, time, data)
                        select 'any', gen_random_uuid(), 'any', '/any', 'any', now(), '{}'
                        from generate_series(1, 300000);
                        delete from outbox;
                        """);
                long gone = fixture.sql.number("select last_value from outbox_position_seq");
                AtomicInteger next = new AtomicInteger(250);
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    publishOneByOne(relay, 1, next.getAndIncrement());
                    return relay.emptyUpTo() >= gone;
                });

                Duration behind = publishOneByOne(relay, 50, next.get());

                long began = System.nanoTime();
                fixture.sql.number("select count(*) from outbox_take(1)");
                Duration fromTheBeginning = Duration.ofNanos(System.nanoTime() - began);
                LoggerFactory.getLogger(OutboxSnapshotTest.class)
                        .info(
                                "alone {}, behind a snapshot {}, from the beginning {}",
                                before,
                                behind,
                                fromTheBeginning);
                assertThat(behind).isLessThan(before.multipliedBy(3));
            }
        }
    }

    /// @return the time of one that half of them took longer than
    private Duration publishOneByOne(OutboxRelay relay, int count, int from) {
        List<Duration> times = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            fixture.decide("slow", number, 1);
            long published = relay.published();
            long began = System.nanoTime();
            relay.wake();
            while (relay.published() == published) {
                LockSupport.parkNanos(20_000);
            }
            times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return times.stream().sorted().toList().get(count / 2);
    }
}
