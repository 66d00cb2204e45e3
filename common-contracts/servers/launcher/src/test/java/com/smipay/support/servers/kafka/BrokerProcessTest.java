package com.smipay.support.servers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerProcessTest {
    private static final String TOPIC = "kept.v1";

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedIsThereAfterAKillAndAfterAStop() throws Exception {
        BrokerProcess first = BrokerProcess.start(directory, 0);
        createTopic(first);
        send(first, "one");
        first.kill();
        assertThat(first.process().isAlive()).isFalse();

        BrokerProcess second = BrokerProcess.start(directory, first.port());
        assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
        send(second, "two");
        second.close();
        assertThat(second.process().isAlive()).isFalse();

        try (BrokerProcess third = BrokerProcess.start(directory, 0)) {
            assertThat(read(third, 2)).containsExactly("one", "two");
        }
    }

    private static void createTopic(BrokerProcess broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void send(BrokerProcess broker, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "key", value)).get();
        }
    }

    private static List<String> read(BrokerProcess broker, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            while (values.size() < count) {
                consumer.poll(Duration.ofSeconds(10)).forEach(found -> values.add(found.value()));
            }
            return values;
        }
    }
}
