package com.smipay.support.kit.outbox;

import static com.smipay.support.kit.outbox.OutboxFixture.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutboxRelayTest {
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
    void nothingIsPublishedBeforeTheTopicsStand() {
        fixture.topicsStand.set(false);
        fixture.decide("a", 0, 1);
        try (OutboxRelay relay = fixture.relay(QUICK)) {
            await().until(() -> fixture.looksAtTopics.get() >= 3);
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
        try (OutboxRelay relay = fixture.relay(OutboxFixture.ONLY_WHEN_WOKEN)) {
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
        await().until(() -> fixture.refuses(4_000));
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
        fixture.configure("max.message.bytes", bytes);
    }

    @Test
    void aStoppingRelayPublishesWhatIsThere() {
        OutboxRelay relay = fixture.relay(OutboxFixture.ONLY_WHEN_WOKEN);
        await().until(() -> !relay.brokerAway());
        fixture.decide("a", 0, 250);

        relay.close();

        assertThat(relay.published()).isEqualTo(250);
        assertThat(fixture.waiting()).isZero();
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
