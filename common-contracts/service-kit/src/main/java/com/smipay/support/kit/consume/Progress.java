package com.smipay.support.kit.consume;

import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// How far this instance has come in the partitions that it reads. Written by the stream's thread, read by all.
final class Progress {
    private final Runnable alive;
    private final Map<TopicPartition, Long> handled = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();

    /// @param alive told at each note
    Progress(Runnable alive) {
        this.alive = alive;
    }

    /// To be called when everything that the consumer ever returned has been handled.
    void note(Consumer<byte[], byte[]> consumer) {
        alive.run();
        Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
        lags.keySet().retainAll(assigned);
        for (TopicPartition partition : assigned) {
            OptionalLong lag = consumer.currentLag(partition);
            // Without a lag there may be no position either, and asking for it would wait.
            if (lag.isPresent()) {
                lags.put(partition, lag.getAsLong());
                handled.put(partition, consumer.position(partition));
            }
        }
    }

    /// Everything below it was handled here; 0 for a partition of which nothing is known.
    long handled(TopicPartition partition) {
        return handled.getOrDefault(partition, 0L);
    }

    /// Records that wait in the partitions that this instance reads.
    long lag() {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The next consumer starts from what was committed.
    void forget() {
        lags.clear();
    }
}
