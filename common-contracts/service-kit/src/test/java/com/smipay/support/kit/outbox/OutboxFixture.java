package com.smipay.support.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import com.smipay.support.testkit.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A database with an outbox, a broker, and what the tests of the relay ask of both.
final class OutboxFixture implements AutoCloseable {
    static final RelaySettings.Gather GATHER =
            new RelaySettings.Gather(4, Duration.ofMillis(5), 50, Duration.ofMillis(10));
    static final RelaySettings QUICK = new RelaySettings(
            100, Duration.ofMillis(100), GATHER, Duration.ofSeconds(5), Duration.ofMillis(3_500), Duration.ZERO);

    private static final Duration NEVER = Duration.ofHours(1);
    static final RelaySettings ONLY_WHEN_WOKEN =
            new RelaySettings(100, NEVER, GATHER, Duration.ofSeconds(5), Duration.ofMillis(3_500), Duration.ZERO);

    final TestDatabase sql;
    final Database database;
    final AtomicBoolean topicsStand = new AtomicBoolean(true);

    /// How often a relay has asked whether the topics stand.
    final AtomicInteger looksAtTopics = new AtomicInteger();

    final Broker broker;
    final String topic;

    OutboxFixture(String bootstrapServers, String topic) {
        this(new KafkaSettings(bootstrapServers, 3, (short) 1), topic);
    }

    OutboxFixture(KafkaSettings kafka, String topic) {
        this.topic = topic;
        sql = TestPostgres.freshDatabase("outbox", OutboxFixture::migrate);
        database = open(sql);
        broker = new Broker(kafka, "outbox-test");
    }

    private static void migrate(TestDatabase fresh) {
        try (Database database = open(fresh)) {
            Migrations.apply(database);
        }
    }

    static Database open(TestDatabase sql) {
        return new Database(new DatabaseSettings(sql.url(), sql.username(), sql.password(), 4, Duration.ofSeconds(20)));
    }

    OutboxRelay relay(RelaySettings settings) {
        OutboxRelay relay = new OutboxRelay(database, broker, this::lookAtTopics, "outbox-test", settings);
        relay.start();
        return relay;
    }

    private boolean lookAtTopics() {
        looksAtTopics.incrementAndGet();
        return topicsStand.get();
    }

    /// Of the topic.
    void configure(String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", broker.settings().bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /// Whether the broker refuses a record of that size by now: it says that a setting is changed before its logs know
    /// it.
    boolean refuses(int bytes) throws InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.settings().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "probe".getBytes(StandardCharsets.UTF_8), new byte[bytes]))
                    .get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RecordTooLargeException;
        }
    }

    /// One transaction each.
    List<EventEnvelope> decide(String key, int from, int count) {
        List<EventEnvelope> events = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            EventEnvelope event = SampleEvents.numbered(key, number);
            database.transaction(transaction -> {
                OutboxInsert.add(transaction, topic, event);
                return event;
            });
            events.add(event);
        }
        return events;
    }

    long waiting() {
        return sql.number("select count(*) from outbox");
    }

    /// Whether everything of a key came at least once, and nothing before what was decided earlier.
    static void assertInOrder(TopicTail tail, String key, int count) {
        List<Integer> firsts =
                tail.values(key).stream().map(SampleEvents::number).distinct().toList();
        assertThat(firsts).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    @Override
    public void close() {
        broker.close();
        database.close();
    }
}
