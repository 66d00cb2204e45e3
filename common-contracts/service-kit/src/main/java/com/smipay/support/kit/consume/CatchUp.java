package com.smipay.support.kit.consume;

import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Whether the copies have caught up: whether everything that was in the topics when the broker was first reached has
/// been handled by this instance, or committed by another of its group. Once caught up, it stays caught up. What a
/// peer decided before and has not published yet is not known to be missing: it comes later, as while the broker is
/// away (ADR 0049). [#look] is for one thread, the answers are for all.
///
/// Until then the service does not serve ([#serves]): what it would say is old, and what it would take may belong to a
/// ticket that is settled by now. Where the broker can't be reached at the start nobody can say what is missing, and it
/// serves what it knows. It goes on with that when the broker is back: replicas that had all begun so would else all
/// stop at once.
final class CatchUp {
    /// How long the broker must have been away at the start: one question that is lost is no outage.
    private static final Duration SURELY_AWAY = Duration.ofSeconds(1);

    /// The same for one that has told how much there is to catch up with, and was lost then.
    private static final Duration SURELY_LOST = Duration.ofSeconds(10);

    private static final int LOOKS_IN_VAIN = 2;

    private final Broker broker;
    private final String group;
    private final Set<String> topics;
    private final Progress progress;
    private @Nullable Map<TopicPartition, Long> ends;
    private int looksInVain;
    private long awaySince;
    private volatile boolean serves;
    private volatile boolean caughtUp;
    private volatile boolean reachable;
    private volatile boolean looked;

    CatchUp(Broker broker, String group, Set<String> topics, Progress progress) {
        this.broker = broker;
        this.group = group;
        this.topics = topics;
        this.progress = progress;
    }

    /// Whether what the service knows may be told. Never false again.
    boolean serves() {
        return serves;
    }

    /// Caught up in fact.
    boolean done() {
        return caughtUp;
    }

    boolean degraded() {
        return looked && !reachable;
    }

    void look() {
        long began = System.nanoTime();
        try {
            if (caughtUp) {
                reachable = broker.answers();
            } else {
                caughtUp = reached();
                reachable = true;
                looksInVain = 0;
            }
        } catch (BrokerUnavailableException e) {
            reachable = false;
            awaySince = looksInVain++ == 0 ? began : awaySince;
        }
        looked = true;
        serves |= caughtUp || isSurelyAway();
    }

    private boolean isSurelyAway() {
        Duration enough = ends == null ? SURELY_AWAY : SURELY_LOST;
        return looksInVain >= LOOKS_IN_VAIN && System.nanoTime() - awaySince >= enough.toNanos();
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
