package com.smipay.support.kit.kafka;

import com.smipay.support.contracts.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// A topic as it is made when the broker lacks it; one that exists is left as it is, and shown where it falls short.
///
/// @param name as the cluster has it
/// @param isOfOthers whether somebody else fills it: its partitions and replicas are theirs to choose where it exists
/// @param config topic settings in Kafka's own words
public record TopicPlan(
        String name, int partitions, short replicationFactor, boolean isOfOthers, Map<String, String> config) {
    /// How old an event may be when it reaches the broker: what comes later is from a relay that has lost its turn, and
    /// would stand behind newer ones (ADR 0054). Shorter than the shortest time after which another one has it.
    public static final Duration OLDEST_EVENT = Duration.ofSeconds(4);

    private static final Duration MESSAGES_KEPT = Duration.ofDays(30);
    /// After so long nothing stands on a compacted topic of ours that a newer record of its key has overtaken,
    /// once something follows on its partition: so somebody who is erased is gone there too (`privacy.md`).
    private static final Duration OVERTAKEN_KEPT = Duration.ofDays(7);

    private static final Duration TYPING_KEPT = Duration.ofMinutes(5);
    private static final Duration PARKED_KEPT = Duration.ofDays(365);

    public TopicPlan {
        config = Map.copyOf(config);
    }

    /// The topics of the product (`architecture.md`, Events) with the dead-letter topics of those that are consumed
    /// into copies.
    public static List<TopicPlan> ofProduct(KafkaSettings settings) {
        List<TopicPlan> plans = new ArrayList<>();
        plans.add(compacted(settings, Topics.TICKETS).forgetting().ofRelay());
        plans.add(kept(settings, Topics.MESSAGES, settings.partitions(), MESSAGES_KEPT)
                .ofRelay());
        plans.add(compacted(settings, Topics.RATINGS).forgetting().ofRelay());
        plans.add(typing(settings));
        plans.add(compacted(settings, Topics.IDENTITY_USERS).ofOthers());
        plans.add(compacted(settings, Topics.IDENTITY_SESSIONS).ofOthers());
        for (String topic : Topics.COPIED) {
            plans.add(deadLetterTopic(settings, topic).forgetting());
        }
        return List.copyOf(plans);
    }

    /// The same, filled by relays: the broker refuses what is too old.
    private TopicPlan ofRelay() {
        return with(Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime",
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                String.valueOf(OLDEST_EVENT.toMillis())));
    }

    /// The same, of a compacted topic: what is overtaken goes within a time that is known.
    private TopicPlan forgetting() {
        return with(Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, String.valueOf(OVERTAKEN_KEPT.toMillis())));
    }

    private TopicPlan with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(config);
        all.putAll(more);
        return new TopicPlan(name, partitions, replicationFactor, isOfOthers, all);
    }

    /// The same, of other systems. How many partitions it has is theirs to say: to add some leaves the records of a key
    /// in two partitions, and an old one would outlive the tombstone behind it.
    private TopicPlan ofOthers() {
        return new TopicPlan(name, partitions, replicationFactor, true, config);
    }

    private static TopicPlan of(KafkaSettings settings, String topic, int partitions, Map<String, String> config) {
        return new TopicPlan(settings.names().topic(topic), partitions, settings.replicationFactor(), false, config);
    }

    /// Keeps the newest record of each key for ever, so that a copy can be built anew.
    ///
    /// @param topic as [Topics] names it
    public static TopicPlan compacted(KafkaSettings settings, String topic) {
        return of(
                settings,
                topic,
                settings.partitions(),
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /// @param topic as [Topics] names it
    public static TopicPlan kept(KafkaSettings settings, String topic, int partitions, Duration retention) {
        return of(
                settings,
                topic,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(retention.toMillis())));
    }

    /// One partition: what is dead-lettered is read by people. Compacted: what is settled goes.
    public static TopicPlan deadLetterTopic(KafkaSettings settings, String topic) {
        return of(
                settings,
                Topics.deadLetterTopicOf(topic),
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(PARKED_KEPT.toMillis())));
    }

    private static TopicPlan typing(KafkaSettings settings) {
        String kept = String.valueOf(TYPING_KEPT.toMillis());
        return of(
                settings,
                Topics.TYPING,
                settings.partitions(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        kept,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        kept));
    }

    /// How many partitions it must have where it exists.
    int fewestPartitions() {
        return isOfOthers ? 1 : partitions;
    }

    /// How many replicas each of them must have.
    int fewestReplicas() {
        return isOfOthers ? 1 : replicationFactor;
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, replicationFactor).configs(config);
    }
}
