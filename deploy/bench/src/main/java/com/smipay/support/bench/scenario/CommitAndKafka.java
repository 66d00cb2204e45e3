package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.topic.TopicWriter;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The least that a durable push can cost here: one row committed, then one record through Kafka to a consumer.
final class CommitAndKafka implements AutoCloseable {
    private static final String TOPIC = "bench.alone";
    private static final int SIZE = 700;

    private final Connection connection;
    private final PreparedStatement insert;
    private final TopicWriter writer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reading;
    private volatile Latencies latencies = new Latencies();
    private final AtomicLong received = new AtomicLong();

    CommitAndKafka(Bench bench) throws Exception {
        String kafka = bench.stack().kafka();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        Database database = bench.stack().database("bench_alone").create();
        database.execute("create table if not exists message (id bigint, text bytea)");
        connection = database.open();
        insert = connection.prepareStatement("insert into message values (?, ?)");
        writer = new TopicWriter(kafka);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        reading = Thread.ofPlatform().daemon().start(this::read);
    }

    /// One after the other at that pace.
    Latencies run(Duration time, int perSecond) throws Exception {
        int count = (int) (time.toSeconds() * perSecond);
        long before = received.get();
        Latencies mine = new Latencies();
        latencies = mine;
        long begun = System.nanoTime();
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int i = 0; i < count; i++) {
            long due = begun + i * step;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            byte[] content = new byte[SIZE];
            ByteBuffer.wrap(content).putLong(due);
            insert.setLong(1, i);
            insert.setBytes(2, content);
            insert.executeUpdate();
            writer.write(new ProducerRecord<>(TOPIC, content));
        }
        while (received.get() < before + count) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return mine;
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> inbound : consumer.poll(Duration.ofMillis(100))) {
                    latencies.add(
                            System.nanoTime() - ByteBuffer.wrap(inbound.value()).getLong());
                    received.incrementAndGet();
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    @Override
    public void close() throws Exception {
        writer.close();
        consumer.wakeup();
        reading.join();
        connection.close();
    }
}
