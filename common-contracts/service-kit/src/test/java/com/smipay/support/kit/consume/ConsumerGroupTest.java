package com.smipay.support.kit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Replicas of one service, which share its work.
@Timeout(90)
final class ConsumerGroupTest {
    private TopicFixture fixture;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(java.time.Duration.ofSeconds(30));
    }

    @BeforeEach
    void start() {
        fixture = new TopicFixture(TestKafka.bootstrapServers()).withTopics(2);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /// What they share, such as limits of requests, they share by their number.
    @Test
    void theReplicasOfAServiceAreCounted() {
        try (EventConsumer one = fixture.consumer(fixture::note)) {
            await().until(() -> one.caughtUp() && one.replicas() == 1);
            try (EventConsumer other = fixture.consumer(fixture::note)) {
                await().until(() -> one.replicas() == 2 && other.replicas() == 2);
            }
            await().until(() -> one.replicas() == 1);
        }
    }

    /// The former self would be missed after ten minutes: this test would not wait for that.
    @Test
    void whoWasKilledAndComesBackUnderItsNameReadsOnAtOnce() throws Exception {
        killed("one");
        fixture.produce("a", "a1");

        try (Broker broker = fixture.named("one");
                EventConsumer back = fixture.consumer(fixture::note, broker)) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1"));
            await().untilAsserted(() -> assertThat(back.lag()).isZero());
        }
    }

    @Test
    void whoStopsInOrderLeavesItsPartitionsToTheOthers() throws Exception {
        try (Broker one = fixture.named("one");
                Broker other = fixture.named("other")) {
            try (EventConsumer stopping = fixture.consumer(fixture::note, one)) {
                fixture.produce("a", "a1");
                await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1"));
                assertThat(stopping.restarts()).isZero();
            }
            assertThat(fixture.members()).isEmpty();
            fixture.produce("a", "a2");
            try (EventConsumer next = fixture.consumer(fixture::note, other)) {
                await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2"));
                assertThat(fixture.members()).containsExactly("other");
                assertThat(next.restarts()).isZero();
            }
        }
    }

    @Test
    void twoReplicasShareTheWorkAndOneLeavingLosesNothing() throws Exception {
        EventConsumer one = fixture.consumer(fixture::note);
        try (EventConsumer other = fixture.consumer(fixture::note)) {
            for (int i = 0; i < 40; i++) {
                fixture.produce("key-" + i, "before-" + i);
            }
            await().until(() -> fixture.handled.size() >= 40);
            one.close();
            for (int i = 0; i < 40; i++) {
                fixture.produce("key-" + i, "after-" + i);
            }
            await().untilAsserted(() ->
                    assertThat(fixture.handled.stream().distinct()).hasSize(80));
            assertThat(other.restarts()).isZero();
        } finally {
            one.close();
        }
    }

    /// During a rebalance the group takes no commit, and there may be no other record for hours.
    @Test
    void aReplicaCatchesUpThoughTheGroupDidNotTakeTheLastCommit() throws Exception {
        // One partition, which stays with the first.
        fixture.close();
        fixture = new TopicFixture(TestKafka.bootstrapServers()).withTopics(1);
        AtomicInteger refused = new AtomicInteger();
        try (EventConsumer one = fixture.consumer(
                fixture::note,
                (config, progress, intact, ahead, held) ->
                        new Refused(config, progress, intact, ahead, held, refused))) {
            await().until(one::caughtUp);
            fixture.produce("a", "a1");
            await().until(() -> refused.get() > 0);
            try (EventConsumer other = fixture.consumer(fixture::note)) {
                await().until(other::caughtUp);
                assertThat(fixture.handled).containsExactly("a1");
            }
        }
    }

    /// Its first commit of a record comes at a bad time.
    private static final class Refused extends TrackedConsumer {
        private final AtomicInteger refused;

        Refused(
                Map<String, Object> config,
                Progress progress,
                BooleanSupplier intact,
                Predicate<ConsumerRecords<byte[], byte[]>> ahead,
                HeldPartitions held,
                AtomicInteger refused) {
            super(config, progress, intact, ahead, held);
            this.refused = refused;
        }

        @Override
        void commitOnce(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (refused.getAndIncrement() == 0) {
                throw new RebalanceInProgressException("the group is rebalancing");
            }
            super.commitOnce(offsets);
        }
    }

    /// Leaves a member in the group that is never heard of again.
    private void killed(String instance) {
        Map<String, Object> config = fixture.named(instance).settings().client("killed");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, fixture.group);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 600_000);
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        KafkaConsumer<byte[], byte[]> former =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        former.subscribe(List.of(fixture.topic));
        await().until(() -> {
            former.poll(java.time.Duration.ofMillis(50));
            return former.assignment().size() == 2;
        });
        former.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
    }
}
