package com.smipay.support.local.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.servers.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicWriterTest {
    private static final String TOPIC = "refuses-what-is-old";
    private static final long OLDEST_MS = 500;
    private static final int RECORDS = 1_000;

    @TempDir
    Path directory;

    @Test
    void whatGrewTooOldWhileTheBrokerHungIsWrittenOnceAllTheSame() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory, 0);
                Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)
                            .configs(Map.of("message.timestamp.before.max.ms", Long.toString(OLDEST_MS)))))
                    .all()
                    .get();
            writer.write(item(0));
            Signal.STOP.send(broker.process());
            CompletableFuture<Void> thaw = CompletableFuture.runAsync(
                    () -> thaw(broker.process()),
                    CompletableFuture.delayedExecutor(3 * OLDEST_MS, TimeUnit.MILLISECONDS));

            List<RecordMetadata> places = writer.write(IntStream.rangeClosed(1, RECORDS)
                    .mapToObj(TopicWriterTest::item)
                    .toList());

            thaw.join();
            assertThat(places).hasSize(RECORDS);
            assertThat(places.stream().map(RecordMetadata::offset))
                    .as("each has a place of its own")
                    .doesNotHaveDuplicates();
        }
    }

    private static ProducerRecord<byte[], byte[]> item(int number) {
        return new ProducerRecord<>(TOPIC, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private static void thaw(ProcessHandle broker) {
        try {
            Signal.CONT.send(broker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
