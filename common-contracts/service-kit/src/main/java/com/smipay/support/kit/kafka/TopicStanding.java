package com.smipay.support.kit.kafka;

import java.util.Map;

/// A topic as the broker has it.
///
/// @param config what counts for it, whoever set it, in Kafka's own words
record TopicStanding(int partitions, Map<String, String> config) {
    TopicStanding {
        config = Map.copyOf(config);
    }
}
