package com.smipay.support.kit.kafka;

import java.util.Map;

/// A topic as the broker has it.
///
/// @param replicas of the partition that has the fewest
/// @param inSync of the partition that has the fewest
/// @param config what counts for it, whoever set it, in Kafka's own words
record TopicStanding(int partitions, int replicas, int inSync, Map<String, String> config) {
    TopicStanding {
        config = Map.copyOf(config);
    }
}
