package com.smipay.support.realtime.push;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaClients;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads whole topics on one thread, without a group, from the moment of this instance's start. Survives whatever
/// the broker does: it goes on where it stopped.
final class KafkaTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTail.class);

    /// What is written into a new one meanwhile is read from its beginning.
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(5);

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LIVES = Duration.ofSeconds(1);

    /// Without records: as long as the broker holds a fetch by itself.
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    /// Takes the records; called on the tail's thread only. What it throws is logged, and the record left behind.
    interface Listener {
        void onRecord(ConsumerRecord<byte[], byte[]> inbound);

        /// Called after the records of every poll, at the latest when `nextDeadline` has come.
        void onIdle();

        /// In nanoseconds of `System.nanoTime`.
        OptionalLong nextDeadline();
    }

    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final BlockingQueue<Map<TopicPartition, Long>> found = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable KafkaConsumer<byte[], byte[]>> polling = new AtomicReference<>();
    private final Map<String, Object> config;
    private final TailPositions watch;
    private final Listener listener;
    private final BackgroundTask reader = new BackgroundTask("kafka-tail", LONGEST_ROUND, this::run);
    private final CountDownLatch closing = new CountDownLatch(1);

    /// @param topics as the cluster has them
    /// @param start records from then on are read
    KafkaTail(Broker broker, List<String> topics, Instant start, Listener listener) {
        this.listener = listener;
        this.watch = new TailPositions(broker, topics, start, LOOK_FOR_PARTITIONS, found::add);
        this.config = broker.settings().client("realtime-tail");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Only when an offset is gone: then the oldest that is left, for what is shown twice is dropped anyway.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // In a rush a socket gets more with one flush the more events one poll brings.
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // What is fetched outlives a collection while it is read: it must fit where the young survive, or it fills the
        // old generation (ADR 0033). In a rush it is one partition to the full: much for few sockets at a time.
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
    }

    void start() {
        watch.start();
        reader.start();
    }

    List<BackgroundTask> tasks() {
        return List.of(reader, watch.task());
    }

    TailState state() {
        return watch.state();
    }

    private void run(BackgroundTask task) throws InterruptedException {
        do {
            task.beat();
            live(task);
        } while (!closing.await(BETWEEN_LIVES.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// One life of a consumer, until it fails or the tail is closed.
    private void live(BackgroundTask task) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(config)) {
            polling.set(consumer);
            assign(consumer);
            follow(consumer, task);
        } catch (RuntimeException | Error e) {
            if (isOpen()) {
                LOG.warn("Reading starts again: {}", RedactedTrace.of(e));
            }
        } finally {
            polling.set(null);
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer, BackgroundTask task) throws InterruptedException {
        while (isOpen()) {
            task.beat();
            takeFound(consumer);
            if (!positions.isEmpty()) {
                handle(consumer.poll(untilNextDeadline()));
            }
            guarded(listener::onIdle);
        }
    }

    private void takeFound(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        Map<TopicPartition, Long> fresh =
                positions.isEmpty() ? found.poll(LONGEST_POLL.toMillis(), TimeUnit.MILLISECONDS) : found.poll();
        if (fresh != null) {
            positions.putAll(fresh);
            assign(consumer);
        }
    }

    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
    }

    private Duration untilNextDeadline() {
        OptionalLong deadline = listener.nextDeadline();
        if (deadline.isEmpty()) {
            return LONGEST_POLL;
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline.getAsLong() - System.nanoTime()));
        return left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL;
    }

    private void handle(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> inbound : records) {
            guarded(() -> listener.onRecord(inbound));
            positions.put(new TopicPartition(inbound.topic(), inbound.partition()), inbound.offset() + 1);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("A record could not be pushed: {}", RedactedTrace.of(e));
        }
    }

    @Override
    public void close() {
        closing.countDown();
        watch.close();
        KafkaConsumer<byte[], byte[]> consumer = polling.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            reader.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
