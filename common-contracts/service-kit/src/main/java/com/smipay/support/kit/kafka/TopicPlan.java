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
/// @param config topic settings in Kafka's own words
public record TopicPlan(String name, int partitions, short replicationFactor, Map<String, String> config) {
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
        plans.add(compacted(settings, Topics.IDENTITY_USERS));
        plans.add(compacted(settings, Topics.IDENTITY_SESSIONS));
        for (String topic : List.of(
                Topics.TICKETS, Topics.MESSAGES, Topics.RATINGS, Topics.IDENTITY_USERS, Topics.IDENTITY_SESSIONS)) {
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
        return new TopicPlan(name, partitions, replicationFactor, all);
    }

    /// Keeps the newest record of each key for ever, so that a copy can be built anew.
    public static TopicPlan compacted(KafkaSettings settings, String name) {
        return new TopicPlan(
                name,
                settings.partitions(),
                settings.replicationFactor(),
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    public static TopicPlan kept(KafkaSettings settings, String name, int partitions, Duration retention) {
        return new TopicPlan(
                name,
                partitions,
                settings.replicationFactor(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(retention.toMillis())));
    }

    /// One partition: what is dead-lettered is read by people. Compacted: what is settled goes.
    public static TopicPlan deadLetterTopic(KafkaSettings settings, String topic) {
        return new TopicPlan(
                Topics.deadLetterTopicOf(topic),
                1,
                settings.replicationFactor(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(PARKED_KEPT.toMillis())));
    }

    private static TopicPlan typing(KafkaSettings settings) {
        String kept = String.valueOf(TYPING_KEPT.toMillis());
        return new TopicPlan(
                Topics.TYPING,
                settings.partitions(),
                settings.replicationFactor(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        kept,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        kept));
    }

    /// How many it must have where it exists. Those of other systems are theirs to say: to add some leaves the records
    /// of a key in two partitions, and an old one would outlive the tombstone behind it.
    int fewestPartitions() {
        return name.equals(Topics.IDENTITY_USERS) || name.equals(Topics.IDENTITY_SESSIONS) ? 1 : partitions;
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, replicationFactor).configs(config);
    }
}
