package com.smipay.support.kit.consume;

import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/// A topic with its dead-letter topic, a group, and what was handled of it.
final class TopicFixture implements AutoCloseable {
    final String topic = TestKafka.unique("consumed");
    final String deadLetterTopic = Topics.deadLetterTopicOf(topic);
    final String group = TestKafka.unique("group");
    final List<String> handled = new CopyOnWriteArrayList<>();
    final String bootstrapServers;
    final Broker broker;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    TopicFixture(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.broker = new Broker(new KafkaSettings(bootstrapServers, 3, (short) 1), group);
    }

    TopicFixture withTopics(int partitions) {
        TestKafka.createTopic(bootstrapServers, topic, partitions);
        TestKafka.createTopic(bootstrapServers, deadLetterTopic, 1);
        return this;
    }

    static String text(InboundRecord inbound) {
        byte[] value = inbound.value();
        return value == null ? "tombstone" : new String(value, StandardCharsets.UTF_8);
    }

    static String keyOfAnotherPartition(String key, int partitions) {
        return Stream.iterate(0, i -> i + 1)
                .map(String::valueOf)
                .filter(other -> BuiltInPartitioner.partitionForKey(bytes(other), partitions)
                        != BuiltInPartitioner.partitionForKey(bytes(key), partitions))
                .findFirst()
                .orElseThrow();
    }

    void note(InboundRecord inbound) {
        handled.add(text(inbound));
    }

    EventConsumer consumer(RecordHandler handler) {
        EventConsumer consumer = new EventConsumer(broker, group, Map.of(topic, handler));
        consumer.start();
        return consumer;
    }

    /// Of a replica with a lasting name. The broker is to be closed by the caller.
    EventConsumer consumer(RecordHandler handler, Broker named) {
        EventConsumer consumer = new EventConsumer(named, group, Map.of(topic, handler));
        consumer.start();
        return consumer;
    }

    Broker named(String instance) {
        return new Broker(new KafkaSettings(bootstrapServers, 3, (short) 1, instance), group);
    }

    EventConsumer consumer(RecordHandler handler, EventConsumer.Consumers consumers) {
        EventConsumer consumer = new EventConsumer(broker, group, Map.of(topic, handler), consumers);
        consumer.start();
        return consumer;
    }

    /// The lasting names of those who are in the group now.
    List<String> members() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .members()
                    .stream()
                    .map(member -> member.groupInstanceId().orElse("nameless"))
                    .toList();
        }
    }

    /// How many records of the topic the group has committed.
    long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /// Acknowledged when it returns.
    void produce(String key, @Nullable String... values) throws Exception {
        for (String value : values) {
            ProducerRecord<byte[], byte[]> outbound =
                    new ProducerRecord<>(topic, bytes(key), value == null ? null : bytes(value));
            outbound.headers().add("ce_type", bytes("sample"));
            producer().send(outbound).get();
        }
    }

    /// Puts the first dead-lettered record onto the dead-letter topic once more.
    void deadLetterAgain() throws Exception {
        try (TopicTail tail = new TopicTail(bootstrapServers, deadLetterTopic)) {
            ConsumerRecord<byte[], byte[]> first = await().until(() -> tail.records(), found -> !found.isEmpty())
                    .getFirst();
            producer()
                    .send(new ProducerRecord<>(deadLetterTopic, null, first.key(), first.value(), first.headers()))
                    .get();
        }
    }

    void settle(ConsumerRecord<byte[], byte[]> deadLetter) throws Exception {
        producer()
                .send(new ProducerRecord<>(deadLetterTopic, deadLetter.key(), null))
                .get();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = TestKafka.producer(bootstrapServers);
            producer = open;
        }
        return open;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
        broker.close();
    }
}
