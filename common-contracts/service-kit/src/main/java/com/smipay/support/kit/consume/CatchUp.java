package com.smipay.support.kit.consume;

import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Whether the copies have caught up: whether everything that was in the topics when the broker was first reached has
/// been handled by this instance, or committed by another of its group. Once caught up stays caught up. [#look] is
/// for one thread, the answers are for all.
final class CatchUp {
    private final Broker broker;
    private final String group;
    private final Set<String> topics;
    private final Progress progress;
    private @Nullable Map<TopicPartition, Long> ends;
    private volatile boolean looked;
    private volatile boolean caughtUp;
    private volatile boolean reachable;

    CatchUp(Broker broker, String group, Set<String> topics, Progress progress) {
        this.broker = broker;
        this.group = group;
        this.topics = topics;
        this.progress = progress;
    }

    /// True while the broker can't be reached: then nobody can say what is missing, and the service serves what it
    /// knows.
    boolean caughtUp() {
        return looked && (caughtUp || !reachable);
    }

    /// Caught up in fact.
    boolean done() {
        return caughtUp;
    }

    boolean degraded() {
        return looked && !reachable;
    }

    void look() {
        try {
            if (caughtUp) {
                reachable = broker.answers();
            } else {
                caughtUp = reached();
                reachable = true;
            }
        } catch (BrokerUnavailableException e) {
            reachable = false;
        }
        looked = true;
    }

    private boolean reached() {
        Map<TopicPartition, Long> goals = ends;
        if (goals == null) {
            goals = goals();
            ends = goals;
        }
        if (!goals.isEmpty()) {
            remove(goals, broker.committed(group));
        }
        return goals.isEmpty();
    }

    /// The ends now, of the partitions that hold anything.
    private Map<TopicPartition, Long> goals() {
        Collection<TopicPartition> partitions = broker.partitions(topics);
        Map<TopicPartition, Long> goals = new HashMap<>(broker.ends(partitions));
        broker.beginnings(partitions).forEach((partition, beginning) -> goals.remove(partition, beginning));
        return goals;
    }

    private void remove(Map<TopicPartition, Long> goals, Map<TopicPartition, Long> committed) {
        for (TopicPartition partition : List.copyOf(goals.keySet())) {
            long reached = Math.max(progress.handled(partition), committed.getOrDefault(partition, 0L));
            if (reached >= goals.getOrDefault(partition, 0L)) {
                goals.remove(partition);
            }
        }
    }
}
