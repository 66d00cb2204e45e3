package com.smipay.support.kit.outbox;

import static com.smipay.support.kit.outbox.OutboxFixture.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
final class OutboxRelayTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final RelaySettings ONLY_WHEN_WOKEN = new RelaySettings(
            100, NEVER, OutboxFixture.GATHER, Duration.ofSeconds(5), Duration.ofMillis(3_500), Duration.ZERO);

    private OutboxFixture fixture;
    private TopicTail tail;

    @BeforeEach
    void start() {
        fixture = new OutboxFixture(TestKafka.bootstrapServers(), TestKafka.freshTopic("outbox", 3));
        tail = new TopicTail(TestKafka.bootstrapServers(), fixture.topic);
    }

    @AfterEach
    void stop() {
        tail.close();
        fixture.close();
    }

    @Test
    void whatWasCommittedIsPublishedWholeAndDeleted() {
        EventEnvelope decided = fixture.decide("a", 0, 1).getFirst();
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            await().untilAsserted(() -> assertThat(relay.published()).isEqualTo(1));
            ConsumerRecord<byte[], byte[]> published = await().until(() -> tail.records(), found -> !found.isEmpty())
                    .getFirst();

            InboundRecord read = InboundRecord.of(published);
            assertThat(read.key()).isEqualTo("a");
            assertThat(KafkaEvents.parse(read.headers(), read.value())).isEqualTo(decided);
            assertThat(fixture.waiting()).isZero();
            assertThat(relay.brokerAway()).isFalse();
        }
    }

    @Test
    void whatWasRolledBackIsNotPublished() {
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            try {
                fixture.database.transaction(transaction -> {
                    OutboxInsert.add(transaction, fixture.topic, SampleEvents.numbered("a", 1));
                    throw new IllegalStateException("no");
                });
            } catch (IllegalStateException expected) {
                relay.wake();
            }
            fixture.decide("b", 0, 1);

            await().untilAsserted(() -> assertThat(relay.published()).isEqualTo(1));
            assertThat(tail.values("a")).isEmpty();
        }
    }

    @Test
    void nothingIsPublishedBeforeTheTopicsStand() throws Exception {
        fixture.topicsStand.set(false);
        fixture.decide("a", 0, 1);
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            Thread.sleep(500);
            assertThat(fixture.waiting()).isEqualTo(1);

            fixture.topicsStand.set(true);
            await().untilAsserted(() -> assertThat(relay.published()).isEqualTo(1));
        }
    }

    @Test
    void manyBatchesKeepTheOrderOfEachKey() throws Exception {
        try (OutboxRelay relay = fixture.relay(QUICK);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (String key : List.of("a", "b", "c", "d")) {
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        fixture.decide(key, i, 1);
                        relay.wake();
                    }
                }));
            }
            for (Future<?> done : writing) {
                done.get();
            }
            await().untilAsserted(() -> assertThat(relay.published()).isEqualTo(400));
            await().untilAsserted(() -> assertThat(tail.records()).hasSize(400));
            for (String key : List.of("a", "b", "c", "d")) {
                OutboxFixture.assertInOrder(tail, key, 100);
            }
            assertThat(fixture.waiting()).isZero();
        }
    }

    @Test
    void aWakePublishesAtOnceAndThePollFindsWhatNobodySaid() {
        try (OutboxRelay relay = fixture.relay(ONLY_WHEN_WOKEN)) {
            await().until(() -> !relay.brokerAway());
            fixture.decide("a", 0, 1);
            relay.wake();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(relay.published()).isEqualTo(1));
        }
        fixture.decide("a", 1, 1);
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            await().untilAsserted(() -> assertThat(relay.published()).isEqualTo(1));
        }
    }

    @Test
    void twoRelaysAtOnceLoseNothingAndKeepTheOrder() throws Exception {
        try (OutboxRelay one = fixture.relay(QUICK);
                OutboxRelay other = fixture.relay(QUICK);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (String key : List.of("a", "b", "c", "d")) {
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        fixture.decide(key, i, 1);
                        (i % 2 == 0 ? one : other).wake();
                    }
                }));
            }
            for (Future<?> done : writing) {
                done.get();
            }
            await().untilAsserted(() ->
                    assertThat(one.published() + other.published()).isEqualTo(200));
            await().untilAsserted(() -> assertThat(tail.records()).hasSize(200));
            for (String key : List.of("a", "b", "c", "d")) {
                OutboxFixture.assertInOrder(tail, key, 50);
            }
        }
    }

    /// Its connection ends with it, and the turn with that.
    @Test
    void anotherGoesOnWhenARelayDiesInTheMiddleOfItsBatch() throws Exception {
        try (CuttableLine line = new CuttableLine(fixture.sql.port())) {
            goesOnAfterHalfOfABatch(fixture.sql.through(line.host(), line.port()), Duration.ofMinutes(1), line::cut);
        }
    }

    @Test
    void anotherGoesOnWhenARelayHangsInTheMiddleOfItsBatch() throws Exception {
        goesOnAfterHalfOfABatch(fixture.sql, Duration.ofMillis(500), () -> {});
    }

    private void goesOnAfterHalfOfABatch(TestDatabase way, Duration longestTurn, Runnable death) throws Exception {
        for (String key : List.of("a", "b")) {
            fixture.decide(key, 0, 20);
        }
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (Database database = OutboxFixture.open(way);
                RelayPublisher publisher =
                        new RelayPublisher(fixture.broker.settings(), "dying", Duration.ofSeconds(5));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> dying = threads.submit(() -> database.transaction(transaction -> {
                OutboxRow.Taken taken = OutboxRow.take(transaction, 20, longestTurn, new OutboxHead())
                        .orElseThrow();
                publisher.publish(taken.rows(), taken.begun());
                inTheMiddle.countDown();
                awaitQuietly(over);
                return OutboxRow.take(transaction, 20, longestTurn, new OutboxHead());
            }));
            inTheMiddle.await();
            try (OutboxRelay other = fixture.relay(QUICK)) {
                await().until(() -> !other.brokerAway());
                for (String key : List.of("a", "b")) {
                    fixture.decide(key, 20, 20);
                }
                other.wake();
                death.run();

                await().untilAsserted(() -> assertThat(fixture.waiting()).isZero());
                assertThat(other.published()).isEqualTo(80);
            }
            over.countDown();
            assertThatThrownBy(dying::get).hasCauseInstanceOf(DatabaseUnavailableException.class);
        } finally {
            over.countDown();
        }
        await().untilAsserted(() -> assertThat(tail.records()).hasSize(100));
        for (String key : List.of("a", "b")) {
            OutboxFixture.assertInOrder(tail, key, 40);
        }
    }

    /// Frozen between its taking and its publishing, and woken when another one has published what came after.
    @Test
    void oneThatWakesAfterAnotherTookOverPublishesNothingMore() throws Exception {
        configure("message.timestamp.before.max.ms", "1000");
        fixture.decide("a", 0, 1);
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (RelayPublisher publisher = new RelayPublisher(fixture.broker.settings(), "frozen", Duration.ofSeconds(5));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            publisher.standReady();
            Future<Set<Long>> late = threads.submit(() -> {
                AtomicReference<Set<Long>> published = new AtomicReference<>();
                assertThatThrownBy(() -> fixture.database.transaction(transaction -> {
                            OutboxRow.Taken taken = OutboxRow.take(
                                            transaction, 20, Duration.ofMillis(1_500), new OutboxHead())
                                    .orElseThrow();
                            frozen.countDown();
                            awaitQuietly(woken);
                            published.set(publisher.publish(taken.rows(), taken.begun()));
                            return taken;
                        }))
                        .isInstanceOf(DatabaseUnavailableException.class);
                return published.get();
            });
            frozen.await();
            try (OutboxRelay other = fixture.relay(QUICK)) {
                fixture.decide("a", 1, 1);
                await().untilAsserted(() -> assertThat(other.published()).isEqualTo(2));
            }
            woken.countDown();

            assertThat(late.get()).isEmpty();
        } finally {
            woken.countDown();
        }
        await().untilAsserted(() -> assertThat(tail.values("a")).hasSize(2));
        OutboxFixture.assertInOrder(tail, "a", 2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCrashBetweenPublishingAndCommittingOnlyRepeats() {
        List<EventEnvelope> decided = fixture.decide("a", 0, 3);
        fixture.sql.execute("""
                create sequence crashes;
                create function crash() returns trigger language plpgsql as $$
                begin
                  if nextval('crashes') <= 2 then raise exception 'crash'; end if;
                  return old;
                end $$;
                create constraint trigger crash after delete on outbox deferrable initially deferred
                    for each row execute function crash();
                """);
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            await().untilAsserted(() -> assertThat(relay.published()).isEqualTo(3));
        }
        assertThat(fixture.waiting()).isZero();
        await().untilAsserted(() -> assertThat(tail.records()).hasSize(9));
        assertThat(tail.records())
                .extracting(found -> TopicTail.header(found, "ce_id"))
                .containsOnly(
                        decided.stream().map(event -> event.id().toString()).toArray(String[]::new));
        OutboxFixture.assertInOrder(tail, "a", 3);
    }

    @Test
    void nothingOvertakesARecordThatTheBrokerRefuses() throws Exception {
        largestRecord("2000");
        for (int number = 0; number < 4; number++) {
            EventEnvelope event = SampleEvents.numbered("a", number);
            String padding = number == 1 ? " ".repeat(4_000) : "";
            EventEnvelope padded = new EventEnvelope(
                    event.id(), event.type(), event.source(), "a", event.time(), null, null, event.data() + padding);
            fixture.database.transaction(transaction -> {
                OutboxInsert.add(transaction, fixture.topic, padded);
                return padded;
            });
        }
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            await().until(() -> relay.failures() >= 2);
            await().untilAsserted(() -> assertThat(tail.values("a")).hasSize(1));
            assertThat(fixture.waiting()).isEqualTo(3);

            largestRecord("100000");
            await().untilAsserted(() -> assertThat(fixture.waiting()).isZero());
            await().untilAsserted(() -> OutboxFixture.assertInOrder(tail, "a", 4));
        }
    }

    private void largestRecord(String bytes) throws Exception {
        configure("max.message.bytes", bytes);
    }

    private void configure(String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, fixture.topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Test
    void aStoppingRelayPublishesWhatIsThere() {
        OutboxRelay relay = fixture.relay(ONLY_WHEN_WOKEN);
        await().until(() -> !relay.brokerAway());
        fixture.decide("a", 0, 250);

        relay.close();

        assertThat(relay.published()).isEqualTo(250);
        assertThat(fixture.waiting()).isZero();
    }

    /// A dump keeps a snapshot open for as long as it takes, and what has gone since stays in the index: 300,000 events
    /// made every batch look through them all.
    @Test
    void noSlowerHoweverManyHaveGoneBehindASnapshotThatIsOpen() throws Exception {
        fixture.sql.execute("alter table outbox set (autovacuum_enabled = false)");
        try (OutboxRelay relay = fixture.relay(ONLY_WHEN_WOKEN)) {
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
                long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
                int number = 250;
                while (System.nanoTime() < end) {
                    publishOneByOne(relay, 10, number);
                    number += 10;
                    Thread.sleep(200);
                }

                Duration behind = publishOneByOne(relay, 50, number);

                long began = System.nanoTime();
                fixture.sql.number("select count(*) from outbox_take(1)");
                Duration fromTheBeginning = Duration.ofNanos(System.nanoTime() - began);
                LoggerFactory.getLogger(OutboxRelayTest.class)
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

    @Test
    void theGaugesTellDepthAndAge() {
        fixture.decide("a", 0, 3);
        fixture.sql.execute("update outbox set time = now() - interval '1 minute'");

        OutboxGauges.Seen seen = new OutboxGauges(fixture.database).seen();

        assertThat(seen.depth()).isEqualTo(3);
        assertThat(seen.oldestAgeSeconds()).isBetween(60.0, 90.0);
    }
}
