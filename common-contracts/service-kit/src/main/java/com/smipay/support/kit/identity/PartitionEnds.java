package com.smipay.support.kit.identity;

import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where partitions end now.
@FunctionalInterface
public interface PartitionEnds {
    /// @return the offset of the next record; greater than every offset while nobody can tell
    long end(String topic, int partition);

    /// As the broker says.
    static PartitionEnds of(Broker broker) {
        Logger log = LoggerFactory.getLogger(PartitionEnds.class);
        return (topic, partition) -> {
            TopicPartition asked = new TopicPartition(topic, partition);
            try {
                return broker.ends(List.of(asked)).getOrDefault(asked, Long.MAX_VALUE);
            } catch (BrokerUnavailableException e) {
                log.debug("Nobody can tell where a partition ends", e);
                return Long.MAX_VALUE;
            }
        };
    }
}
