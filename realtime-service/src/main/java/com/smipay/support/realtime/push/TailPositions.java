package com.smipay.support.realtime.push;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds every partition of the topics, also those that appear later, and from which offset on it is to be read:
/// the first record since the start of this instance. Asks the broker until it answers, and then goes on looking
/// for new ones.
final class TailPositions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailPositions.class);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private final Broker broker;
    private final List<String> topics;
    private final Instant start;
    private final Duration pace;
    private final Consumer<Map<TopicPartition, Long>> found;
    private final Set<TopicPartition> known = new HashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask looker = new BackgroundTask("tail-positions", LONGEST_LOOK, this::run);
    private volatile TailState state = TailState.RESOLVING;

    /// @param pace between two looks
    /// @param found takes partitions that were not known, with their offsets; on this object's own thread
    TailPositions(
            Broker broker,
            List<String> topics,
            Instant start,
            Duration pace,
            Consumer<Map<TopicPartition, Long>> found) {
        this.broker = broker;
        this.topics = List.copyOf(topics);
        this.start = start;
        this.pace = pace;
        this.found = found;
    }

    void start() {
        looker.start();
    }

    BackgroundTask task() {
        return looker;
    }

    TailState state() {
        return state;
    }

    private void run(BackgroundTask task) throws InterruptedException {
        do {
            task.beat();
            look();
        } while (!closing.await(pace.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void look() {
        try {
            List<TopicPartition> fresh = broker.partitions(topics).stream()
                    .filter(partition -> !known.contains(partition))
                    .toList();
            if (!fresh.isEmpty()) {
                found.accept(positionsOf(fresh));
                known.addAll(fresh);
                LOG.info("Reading {} more partitions", fresh.size());
            }
            state = TailState.FOLLOWING;
        } catch (BrokerUnavailableException e) {
            if (state != TailState.BROKER_AWAY) {
                LOG.warn("The broker is away: pushes wait until it is back");
            }
            state = TailState.BROKER_AWAY;
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Looking for partitions failed, and is tried again: {}", RedactedTrace.of(e));
        }
    }

    /// The ends are asked for first: what comes in between the two questions is then found by the second.
    private Map<TopicPartition, Long> positionsOf(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = broker.ends(partitions);
        Map<TopicPartition, Long> positions = new HashMap<>();
        broker.since(partitions, start)
                .forEach((partition, offset) ->
                        positions.put(partition, offset < 0 ? ends.getOrDefault(partition, 0L) : offset));
        return positions;
    }

    @Override
    public void close() {
        closing.countDown();
        looker.interrupt();
    }
}
