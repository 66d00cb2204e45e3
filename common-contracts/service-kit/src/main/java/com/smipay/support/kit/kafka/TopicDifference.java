package com.smipay.support.kit.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/// In what a topic that exists falls short of its plan, and the command that mends it. More partitions, more replicas
/// and a longer retention than planned do no harm and are somebody's wish.
final class TopicDifference {
    private TopicDifference() {}

    /// @param standings of those that exist
    /// @return a sentence for each topic that falls short, by its name
    static Map<String, String> of(
            List<TopicPlan> plans, Map<String, TopicStanding> standings, String bootstrapServers) {
        Map<String, String> differences = new TreeMap<>();
        for (TopicPlan plan : plans) {
            TopicStanding standing = standings.get(plan.name());
            String sentence = standing == null ? "" : sentence(plan, standing, bootstrapServers);
            if (!sentence.isEmpty()) {
                differences.put(plan.name(), sentence);
            }
        }
        return differences;
    }

    private static String sentence(TopicPlan plan, TopicStanding standing, String bootstrapServers) {
        List<String> sentences = new ArrayList<>();
        if (standing.partitions() < plan.fewestPartitions()) {
            sentences.add(
                    "partitions %d, planned %d: kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                            .formatted(
                                    standing.partitions(),
                                    plan.partitions(),
                                    bootstrapServers,
                                    plan.name(),
                                    plan.partitions()));
        }
        if (standing.replicas() < plan.fewestReplicas()) {
            sentences.add(("replicas %d, planned %d: kafka-reassign-partitions.sh --bootstrap-server %s"
                            + " --reassignment-json-file FILE --execute, with the FILE of operation.md, More replicas")
                    .formatted(standing.replicas(), plan.replicationFactor(), bootstrapServers));
        }
        int fewest = fewestInSync(standing);
        if (standing.inSync() < fewest) {
            sentences.add("%d of %d replicas in sync, and nothing is taken with fewer than %d: see to the other brokers"
                    .formatted(standing.inSync(), standing.replicas(), fewest));
        }
        Map<String, String> wanted = new TreeMap<>(plan.config());
        wanted.entrySet()
                .removeIf(entry -> isAsGood(
                        entry.getKey(), entry.getValue(), standing.config().getOrDefault(entry.getKey(), "")));
        if (!wanted.isEmpty()) {
            String found = wanted.keySet().stream()
                    .map(key -> key + " " + standing.config().getOrDefault(key, "not set"))
                    .collect(Collectors.joining(", "));
            String settings = wanted.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + asArgument(entry.getValue()))
                    .collect(Collectors.joining(","));
            sentences.add(
                    "%s: kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s"
                            .formatted(found, bootstrapServers, plan.name(), settings));
        }
        return String.join("; ", sentences);
    }

    /// The broker itself asks for no more of them than there are.
    private static int fewestInSync(TopicStanding standing) {
        String asked = standing.config().getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1");
        return Math.min(standing.replicas(), Integer.parseInt(asked));
    }

    private static boolean isAsGood(String key, String planned, String found) {
        return switch (key) {
            case TopicConfig.CLEANUP_POLICY_CONFIG ->
                Set.of(planned.split(",")).equals(Set.of(found.replace(" ", "").split(",")));
            case TopicConfig.RETENTION_MS_CONFIG -> isAtLeast(found, planned);
            case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG -> found.equals(planned);
            case TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG ->
                isAtLeast(planned, found);
            default -> true;
        };
    }

    /// Minus one is for ever.
    private static boolean isAtLeast(String found, String planned) {
        try {
            long kept = Long.parseLong(found);
            return kept < 0 || kept >= Long.parseLong(planned);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// A list needs brackets there.
    private static String asArgument(String value) {
        return value.contains(",") ? "[" + value + "]" : value;
    }
}
