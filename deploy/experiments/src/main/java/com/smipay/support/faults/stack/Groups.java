package com.smipay.support.faults.stack;

import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// How far the services have read.
public final class Groups implements AutoCloseable {
    private static final int ANSWER_SECONDS = 20;

    private final Admin admin;

    public Groups(String bootstrap) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /// Sets a group back to the beginning of everything that it reads. Works only while it has no member: called again
    /// until it does.
    ///
    /// @return whether it worked in time
    public boolean rewind(String group, Duration limit) throws IOException {
        return Waiting.until(limit, Duration.ofMillis(50), () -> rewound(group));
    }

    private boolean rewound(String group) {
        Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>(committed(group));
        beginning.replaceAll((partition, offset) -> new OffsetAndMetadata(0));
        try {
            answer(admin.alterConsumerGroupOffsets(group, beginning).all());
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    /// Whether the group has read all of these, as far as it reads their topics.
    ///
    /// @param places the last of interest in each partition
    public boolean hasRead(String group, Map<TopicPartition, Long> places) {
        Map<TopicPartition, OffsetAndMetadata> offsets = committed(group);
        return places.entrySet().stream()
                .filter(place -> offsets.keySet().stream()
                        .anyMatch(read -> read.topic().equals(place.getKey().topic())))
                .allMatch(place -> {
                    OffsetAndMetadata read = offsets.get(place.getKey());
                    return read != null && read.offset() > place.getValue();
                });
    }

    /// How many records each group has not read yet of what it reads.
    public Map<String, Long> lags() {
        Map<String, Long> lags = new TreeMap<>();
        for (GroupListing group : answer(admin.listGroups().all())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = committed(group.groupId());
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            offsets.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> last =
                    answer(admin.listOffsets(ends).all());
            long behind = 0;
            for (Map.Entry<TopicPartition, OffsetAndMetadata> read : offsets.entrySet()) {
                ListOffsetsResultInfo end = last.get(read.getKey());
                behind += end == null ? 0 : end.offset() - read.getValue().offset();
            }
            lags.put(group.groupId(), behind);
        }
        return lags;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T answer(KafkaFuture<T> question) {
        return question.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
