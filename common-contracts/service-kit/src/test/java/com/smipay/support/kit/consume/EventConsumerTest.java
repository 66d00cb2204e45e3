package com.smipay.support.kit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class EventConsumerTest {
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

    @Test
    void recordsAreHandledInOrderAndNotAgainAfterARestart() throws Exception {
        fixture.produce("a", "a1", "a2", "a3");
        try (EventConsumer consumer = fixture.consumer(fixture::note)) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2", "a3"));
            await().untilAsserted(() -> assertThat(consumer.lag()).isZero());
        }
        fixture.produce("a", "a4");
        try (EventConsumer again = fixture.consumer(fixture::note)) {
            fixture.produce("a", "a5");
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2", "a3", "a4", "a5"));
            assertThat(again.restarts()).isZero();
        }
    }

    @Test
    void whatAPollBringsIsSeenTogetherAndThenHandledOneByOneWhateverBecameOfThat() throws Exception {
        List<List<String>> ahead = new CopyOnWriteArrayList<>();
        RecordHandler handler = notingWith(polled -> {
            ahead.add(polled.stream()
                    .map(InboundRecord::of)
                    .map(TopicFixture::text)
                    .toList());
            throw new IllegalStateException("on purpose");
        });
        fixture.produce("a", "a1", "a2", "a3");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2", "a3"));
            fixture.produce("a", "alone");
            await().untilAsserted(() -> assertThat(fixture.handled).endsWith("alone"));
            assertThat(ahead).containsExactly(List.of("a1", "a2", "a3"), List.of("alone"));
            assertThat(consumer.deadLetters()).isEmpty();
        }
    }

    @Test
    void whatIsDoneAheadIsNotHandledAgainAndCountsAsRead() throws Exception {
        RecordHandler handler = notingWith(polled -> {
            BitSet done = new BitSet();
            IntStream.range(0, polled.size())
                    .filter(i ->
                            !TopicFixture.text(InboundRecord.of(polled.get(i))).equals("a2"))
                    .forEach(done::set);
            return done;
        });
        fixture.produce("a", "a1", "a2", "a3");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a2"));
            await().untilAsserted(() -> assertThat(consumer.lag()).isZero());
            assertThat(consumer.deadLetters()).isEmpty();
        }
    }

    @Test
    void ofWhatIsAllDoneAheadNothingComesAgain() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        RecordHandler handler = notingWith(polled -> {
            polled.stream().map(InboundRecord::of).map(TopicFixture::text).forEach(seen::add);
            BitSet done = new BitSet();
            done.set(0, polled.size());
            return done;
        });
        fixture.produce("a", "a1", "a2", "a3");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("a1", "a2", "a3"));
            await().until(consumer::caughtUp);
            await().untilAsserted(() -> assertThat(fixture.committed()).isEqualTo(3));
        }
        seen.clear();
        fixture.produce("a", "a4");
        try (EventConsumer next = fixture.consumer(handler)) {
            await().untilAsserted(() -> assertThat(seen).containsExactly("a4"));
            await().until(next::caughtUp);
        }
        assertThat(fixture.handled).isEmpty();
    }

    private RecordHandler notingWith(Function<List<ConsumerRecord<byte[], byte[]>>, BitSet> ahead) {
        return new RecordHandler() {
            @Override
            public void handle(InboundRecord inbound) {
                fixture.note(inbound);
            }

            @Override
            public BitSet ahead(List<ConsumerRecord<byte[], byte[]>> polled) {
                return ahead.apply(polled);
            }
        };
    }

    @Test
    void whatCanNeverBeAppliedIsDeadLetteredWholeWhileOthersFlow() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        RecordHandler handler = inbound -> {
            switch (TopicFixture.text(inbound)) {
                case "poison" -> throw new UnprocessableRecordException("it is poison");
                case "bug" -> {
                    tries.incrementAndGet();
                    throw new IllegalArgumentException("secret words of a user");
                }
                default -> fixture.note(inbound);
            }
        };
        try (EventConsumer consumer = fixture.consumer(handler);
                TopicTail deadLetters = new TopicTail(TestKafka.bootstrapServers(), fixture.deadLetterTopic)) {
            fixture.produce("a", "a1", "poison", "a2", "bug", "a3");

            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2", "a3"));
            await().untilAsserted(() -> assertThat(deadLetters.values()).containsExactly("poison", "bug"));
            assertThat(tries).hasValue(3);
            assertThat(consumer.deadLetters()).isEqualTo(Map.of(fixture.topic, 2L));
            ConsumerRecord<byte[], byte[]> poison = deadLetters.records().getFirst();
            assertThat(TopicTail.header(poison, "dlq_key")).isEqualTo("a");
            assertThat(TopicTail.header(poison, "dlq_consumer")).isEqualTo(fixture.group);
            assertThat(TopicTail.header(poison, "ce_type")).isEqualTo("sample");
            assertThat(TopicTail.header(poison, "dlq_reason")).isEqualTo("it is poison");
            assertThat(TopicTail.header(poison, "dlq_topic")).isEqualTo(fixture.topic);
            assertThat(TopicTail.header(poison, "dlq_partition")).matches("[01]");
            assertThat(TopicTail.header(poison, "dlq_offset")).isEqualTo("1");
            assertThat(TopicTail.header(poison, "dlq_time")).isNotNull();
            assertThat(TopicTail.header(deadLetters.records().getLast(), "dlq_reason"))
                    .isEqualTo("java.lang.IllegalArgumentException");
        }
    }

    @Test
    void whatIsDeadLetteredIsCountedExactlyOverRestartsRepeatsAndSettlements() throws Exception {
        RecordHandler handler = inbound -> {
            if (!TopicFixture.text(inbound).startsWith("a")) {
                throw new UnprocessableRecordException("it is poison");
            }
            fixture.note(inbound);
        };
        try (EventConsumer consumer = fixture.consumer(handler)) {
            fixture.produce("k", "p1", "p2");
            fixture.produce("k", (String) null);
            fixture.produce("k", "a1");
            await().untilAsserted(() -> assertThat(consumer.deadLetters()).isEqualTo(Map.of(fixture.topic, 3L)));
            assertThat(consumer.deadLetteredCount()).isEqualTo(3);
        }
        // As after a crash between the dead-lettering and the commit: the same records come again, and are the same
        // ones.
        fixture.deadLetterAgain();
        EventConsumer replica = fixture.consumer(handler);
        try (replica;
                TopicTail deadLetterTopic = new TopicTail(TestKafka.bootstrapServers(), fixture.deadLetterTopic)) {
            await().untilAsserted(() -> assertThat(replica.deadLetters()).isEqualTo(Map.of(fixture.topic, 3L)));
            assertThat(replica.deadLetteredCount()).isZero();
            await().until(() -> deadLetterTopic.records().size() == 4);

            fixture.settle(deadLetterTopic.records().getFirst());
            await().untilAsserted(() -> assertThat(replica.deadLetters()).isEqualTo(Map.of(fixture.topic, 2L)));
            for (ConsumerRecord<byte[], byte[]> each : deadLetterTopic.records()) {
                fixture.settle(each);
            }
            await().untilAsserted(() -> assertThat(replica.deadLetters()).isEmpty());
        }
    }

    @Test
    void whileTheDatabaseIsAwayARecordWaitsAndNothingIsLost() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        RecordHandler handler = inbound -> {
            if (away.get()) {
                throw new DatabaseUnavailableException(new IllegalStateException());
            }
            fixture.note(inbound);
        };
        fixture.produce("a", "a1", "a2");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().until(consumer::waiting);
        }
        // Closed while it waited: nothing was committed.
        try (EventConsumer again = fixture.consumer(handler)) {
            await().until(again::waiting);
            assertThat(again.caughtUp()).isFalse();
            away.set(false);
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactly("a1", "a2"));
            await().until(() -> !again.waiting() && again.caughtUp());
            assertThat(again.deadLetters()).isEmpty();
        }
    }

    /// `a2` is the record, and others stand behind it in its partition, done ahead or not.
    @Test
    void aRowThatSomebodyHoldsDelaysWhatIsBehindItInItsPartitionAndNothingElse() throws Exception {
        String other = TopicFixture.keyOfAnotherPartition("a", 2);
        AtomicBoolean held = new AtomicBoolean(true);
        RecordHandler handler = new RecordHandler() {
            @Override
            public void handle(InboundRecord inbound) {
                if (held.get() && TopicFixture.text(inbound).equals("a2")) {
                    throw DatabaseUnavailableException.rowHeld(new IllegalStateException());
                }
                fixture.note(inbound);
            }

            @Override
            public BitSet ahead(List<ConsumerRecord<byte[], byte[]>> polled) {
                BitSet done = new BitSet();
                IntStream.range(0, polled.size())
                        .filter(i -> TopicFixture.text(InboundRecord.of(polled.get(i)))
                                .startsWith("ahead"))
                        .forEach(done::set);
                return done;
            }
        };
        fixture.produce("a", "a1", "a2", "ahead", "a3");
        fixture.produce(other, "b1");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().untilAsserted(() -> assertThat(fixture.handled).containsExactlyInAnyOrder("a1", "b1"));
            fixture.produce(other, "b2");
            await().untilAsserted(() -> assertThat(fixture.handled).endsWith("b2"));
            fixture.produce(other, "ahead");
            await().untilAsserted(() -> assertThat(fixture.committed())
                    .as("a1 and all of the other partition")
                    .isEqualTo(4));
            await().until(consumer::waiting);
            assertThat(consumer.caughtUp()).isFalse();
            assertThat(consumer.restarts()).isZero();
        }
        // As after a crash: what was put off comes again.
        try (EventConsumer next = fixture.consumer(handler)) {
            await().until(next::waiting);
            fixture.produce(other, "b3");
            await().untilAsserted(() -> assertThat(fixture.handled).endsWith("b3"));
            held.set(false);
            await().untilAsserted(() ->
                    assertThat(fixture.handled).containsExactlyInAnyOrder("a1", "b1", "b2", "b3", "a2", "a3"));
            await().until(() -> next.caughtUp() && !next.waiting() && next.lag() == 0);
            await().untilAsserted(() -> assertThat(fixture.committed()).isEqualTo(8));
            assertThat(next.deadLetters()).isEmpty();
        }
        assertThat(fixture.handled).containsSubsequence("a1", "a2", "a3");
    }

    @Test
    void itHasCaughtUpWhenEverythingThatWasThereAtItsStartIsHandled() throws Exception {
        AtomicBoolean held = new AtomicBoolean(true);
        RecordHandler handler = inbound -> {
            if (held.get()) {
                throw new DatabaseUnavailableException(new IllegalStateException());
            }
            fixture.note(inbound);
        };
        fixture.produce("a", "a1");
        fixture.produce("b", "b1");
        try (EventConsumer consumer = fixture.consumer(handler)) {
            await().until(consumer::waiting);
            assertThat(consumer.caughtUp()).isFalse();
            assertThat(consumer.degraded()).isFalse();
            held.set(false);
            await().until(consumer::caughtUp);
            assertThat(fixture.handled).containsExactlyInAnyOrder("a1", "b1");

            held.set(true);
            fixture.produce("a", "a2");
            await().until(consumer::waiting);
            assertThat(consumer.caughtUp()).isTrue();
            held.set(false);
            await().until(() -> fixture.handled.contains("a2"));
        }
    }

    @Test
    void anEmptyTopicIsCaughtUpWith() {
        try (EventConsumer consumer = fixture.consumer(fixture::note)) {
            await().until(consumer::caughtUp);
            assertThat(consumer.degraded()).isFalse();
        }
    }
}
