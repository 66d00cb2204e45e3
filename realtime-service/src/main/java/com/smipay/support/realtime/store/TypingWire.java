package com.smipay.support.realtime.store;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.KafkaClients;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.threads.BackgroundTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other instances who types. Nothing is acknowledged and nothing is kept for later: a record that can't be
/// sent now would be wrong by then.
public final class TypingWire implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TypingWire.class);
    private static final int MOST_WAITING = 1_000;
    private static final int PATIENCE_MS = 1_000;
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private final BlockingQueue<TypingRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder dropped = new LongAdder();
    private final String topic;
    private final Map<String, Object> config;
    private final BooleanSupplier topicsStand;
    private final BackgroundTask sender = new BackgroundTask("typing-wire", LONGEST_ROUND, this::run);
    private final CountDownLatch closing = new CountDownLatch(1);

    /// @param topicsStand nothing is sent before: it would have some brokers make the topic, by their own plan
    public TypingWire(KafkaSettings kafka, BooleanSupplier topicsStand) {
        this.topicsStand = topicsStand;
        this.topic = kafka.names().topic(Topics.TYPING);
        this.config = kafka.client("realtime-typing");
        config.put(ProducerConfig.ACKS_CONFIG, "0");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.RETRIES_CONFIG, 0);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MS);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
    }

    public void start() {
        sender.start();
    }

    /// The thread that sends.
    public BackgroundTask task() {
        return sender;
    }

    /// Never blocks; drops what is too much, and what has no topic yet.
    void tell(TypingRecord told) {
        if (!topicsStand.getAsBoolean() || !waiting.offer(told)) {
            dropped.increment();
        }
    }

    /// Records that no other instance heard of.
    public long dropped() {
        return dropped.sum();
    }

    private void run(BackgroundTask task) throws InterruptedException {
        do {
            task.beat();
            live(task);
        } while (!closing.await(PATIENCE_MS, TimeUnit.MILLISECONDS));
    }

    /// One life of a producer, until it fails or the wire is closed.
    private void live(BackgroundTask task) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(config)) {
            pump(producer, task);
        } catch (KafkaException | IllegalStateException e) {
            LOG.warn("Typing is not told to other instances: {}", e.getClass().getSimpleName());
            dropped.add(waiting.size());
            waiting.clear();
        }
    }

    private void pump(KafkaProducer<byte[], byte[]> producer, BackgroundTask task) throws InterruptedException {
        while (closing.getCount() > 0) {
            task.beat();
            TypingRecord told = waiting.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (told != null) {
                send(producer, told);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
    private void send(KafkaProducer<byte[], byte[]> producer, TypingRecord told) {
        byte[] key = told.ticketId().toString().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, told.encode()), this::noteLoss);
    }

    private void noteLoss(Object metadata, @Nullable Exception failure) {
        if (failure != null) {
            dropped.increment();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        sender.interrupt();
        try {
            sender.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
