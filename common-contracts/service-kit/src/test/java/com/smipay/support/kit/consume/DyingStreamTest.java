package com.smipay.support.kit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.testkit.TestKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The Helidon stream dies in each of its ways, and the consumer goes on.
@Timeout(90)
final class DyingStreamTest {
    private TopicFixture fixture;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void start() {
        fixture = new TopicFixture(TestKafka.bootstrapServers()).withTopics(2);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /// Throws what it is told to, once, from the connector's own poll.
    private static final class Mortal extends TrackedConsumer {
        private final AtomicReference<@Nullable Throwable> death;

        Mortal(
                Map<String, Object> config,
                Progress progress,
                BooleanSupplier intact,
                Predicate<ConsumerRecords<byte[], byte[]>> ahead,
                HeldPartitions held,
                AtomicReference<@Nullable Throwable> death) {
            super(config, progress, intact, ahead, held);
            this.death = death;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Throwable cause = death.getAndSet(null);
            if (cause instanceof RuntimeException e) {
                throw e;
            }
            if (cause instanceof Error e) {
                throw e;
            }
            return super.poll(timeout);
        }
    }

    /// As when the right to read a topic is withdrawn: the broker answers everything else.
    @Test
    void aStreamThatDiesAgainAndAgainIsNoStreamWithoutLag() throws Exception {
        AtomicBoolean refused = new AtomicBoolean();
        try (EventConsumer consumer = fixture.consumer(
                fixture::note,
                (config, progress, intact, ahead, held) -> new TrackedConsumer(config, progress, intact, ahead, held) {
                    @Override
                    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                        if (refused.get()) {
                            throw new TopicAuthorizationException(fixture.topic);
                        }
                        return super.poll(timeout);
                    }
                })) {
            fixture.produce("a", "a1");
            await().until(() -> fixture.handled.size() == 1 && consumer.caughtUp());
            assertThat(consumer.degraded()).isFalse();

            refused.set(true);
            await().until(() -> consumer.restarts() >= 2);
            fixture.produce("a", "a2");
            assertThat(consumer.degraded()).isTrue();
            assertThat(consumer.streamDies()).isTrue();
            assertThat(consumer.lag()).as("nobody knows").isEqualTo(-1);

            refused.set(false);
            await().until(() -> fixture.handled.size() == 2);
            await().untilAsserted(() -> assertThat(consumer.degraded()).isFalse());
            assertThat(consumer.lag()).isZero();
        }
    }

    private void diesAndResumes(Throwable cause) throws Exception {
        AtomicReference<@Nullable Throwable> death = new AtomicReference<>();
        try (EventConsumer consumer = fixture.consumer(
                fixture::note,
                (config, progress, intact, ahead, held) -> new Mortal(config, progress, intact, ahead, held, death))) {
            fixture.produce("a", "a1", "a2");
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2"));

            death.set(cause);
            await().until(() -> consumer.restarts() == 1);
            fixture.produce("a", "a3");

            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2", "a3"));
        }
    }

    @Test
    void aStreamThatAnExceptionKilledResumes() throws Exception {
        diesAndResumes(new KafkaException("the stream is killed"));
    }

    /// The connector's scheduler drops a task that failed with an error, and tells nobody.
    @Test
    void aStreamThatAnErrorSilencedResumes() throws Exception {
        diesAndResumes(new NoSuchMethodError("the stream is silenced"));
    }

    @Test
    void aRecordWhoseHandlerFailedBeyondRepairComesAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        RecordHandler handler = inbound -> {
            if (TopicFixture.text(inbound).equals("a2") && calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("not really");
            }
            fixture.note(inbound);
        };
        fixture.produce("a", "a1", "a2", "a3");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2", "a3"));
            assertThat(consumer.restarts()).isEqualTo(1);
            assertThat(consumer.deadLetters()).isEmpty();
        }
    }

    @Test
    void aRecordWhoseEffectWasThereBeforeTheCrashComesAgainAndNoneIsLeftOut() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        RecordHandler handler = inbound -> {
            fixture.note(inbound);
            if (TopicFixture.text(inbound).equals("a2") && calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("the process dies after the effect and before the commit");
            }
        };
        fixture.produce("a", "a1", "a2", "a3");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().untilAsserted(() ->
                    assertThat(fixture.handled.stream().distinct()).containsExactly("a1", "a2", "a3"));
            assertThat(fixture.handled).contains("a3").filteredOn("a2"::equals).hasSize(2);
            assertThat(consumer.deadLetters()).isEmpty();
        }
    }

    @Test
    void aConsumerThatCanNotBeMadeIsTriedAgain() throws Exception {
        AtomicInteger made = new AtomicInteger();
        fixture.produce("a", "a1");
        try (EventConsumer consumer = fixture.consumer(fixture::note, (config, progress, intact, ahead, held) -> {
            if (made.incrementAndGet() == 1) {
                throw new KafkaException("no resolvable bootstrap addresses");
            }
            return new TrackedConsumer(config, progress, intact, ahead, held);
        })) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1"));
            assertThat(consumer.restarts()).isEqualTo(1);
        }
    }

    @Test
    void aRecordThatWaitedLongerThanTheGroupDoesIsNotLost() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        RecordHandler handler = inbound -> {
            if (away.get()) {
                throw new DatabaseUnavailableException(new IllegalStateException());
            }
            fixture.note(inbound);
        };
        fixture.produce("a", "a1", "a2");
        try (EventConsumer consumer = fixture.consumer(handler, (config, progress, intact, ahead, held) -> {
            Map<String, Object> impatient = new HashMap<>(config);
            impatient.put("max.poll.interval.ms", 1_000);
            return new TrackedConsumer(impatient, progress, intact, ahead, held);
        })) {
            await().until(consumer::waiting);
            await().until(() -> members() == 0);
            away.set(false);
            await().untilAsserted(() ->
                    assertThat(fixture.handled.stream().distinct()).containsExactly("a1", "a2"));
            await().until(() -> members() == 1);
            fixture.produce("a", "a3");
            await().untilAsserted(() ->
                    assertThat(fixture.handled.stream().distinct()).containsExactly("a1", "a2", "a3"));
            assertThat(consumer.restarts()).isZero();
        }
    }

    private int members() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", fixture.bootstrapServers))) {
            return admin.describeConsumerGroups(List.of(fixture.group))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .members()
                    .size();
        }
    }
}
