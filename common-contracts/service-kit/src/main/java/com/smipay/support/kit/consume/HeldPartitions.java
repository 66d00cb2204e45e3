package com.smipay.support.kit.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Partitions that wait at a record whose row somebody holds, while the others are read on (`decisions.md` 57). Such a
/// record is put off together with all that stands behind it: nothing of it is handled and nothing committed, so the
/// order stays, and after a crash it comes again.
///
/// For the stream's thread; [#any] is for all.
final class HeldPartitions {
    /// A try waits for the row as long as PostgreSQL lets it, and the other partitions behind it.
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Map<TopicPartition, Held> held = new ConcurrentHashMap<>();

    /// Where each partition was last held: one record is told of once, however often it is tried.
    private final Map<TopicPartition, Long> told = new HashMap<>();

    private record Held(long offset, long since) {
        boolean isDue() {
            return System.nanoTime() - since >= BETWEEN_TRIES.toNanos();
        }
    }

    /// Puts a record off.
    ///
    /// @return whether it is not the one at which its partition was last held
    boolean hold(ConsumerRecord<?, ?> consumed) {
        TopicPartition partition = partition(consumed);
        held.put(partition, new Held(consumed.offset(), System.nanoTime()));
        Long before = told.put(partition, consumed.offset());
        return before == null || before != consumed.offset();
    }

    /// Whether it stands behind a record that is put off, or is that record.
    boolean isPutOff(ConsumerRecord<?, ?> consumed) {
        if (held.isEmpty()) {
            return false;
        }
        Held waits = held.get(partition(consumed));
        return waits != null && consumed.offset() >= waits.offset();
    }

    boolean any() {
        return !held.isEmpty();
    }

    /// To be called before each poll: what was put off is fetched again when its time has come, and not before.
    void arrange(Consumer<?, ?> consumer) {
        held.keySet().retainAll(consumer.assignment());
        held.forEach((partition, waits) -> {
            if (!consumer.paused().contains(partition)) {
                consumer.seek(partition, waits.offset());
                consumer.pause(List.of(partition));
            }
            if (waits.isDue()) {
                held.remove(partition);
                consumer.resume(List.of(partition));
            }
        });
    }

    /// The connector commits what it has emitted, and knows nothing of what was put off.
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> emitted) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(emitted);
        held.forEach((partition, waits) -> committable.computeIfPresent(
                partition,
                (same, next) -> next.offset() > waits.offset() ? new OffsetAndMetadata(waits.offset()) : next));
        return committable;
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> consumed) {
        return new TopicPartition(consumed.topic(), consumed.partition());
    }
}
