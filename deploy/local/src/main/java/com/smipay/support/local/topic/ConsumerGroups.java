package com.smipay.support.local.topic;

import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/// How far the services have read the topics of the others.
public final class ConsumerGroups implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int ANSWER_SECONDS = 20;

    private final BrokerAddress broker;
    private final Admin admin;

    public ConsumerGroups(String bootstrapServers) {
        this(BrokerAddress.open(bootstrapServers));
    }

    public ConsumerGroups(BrokerAddress broker) {
        this.broker = broker;
        this.admin = Admin.create(broker.client(Map.of()));
    }

    /// The groups begin anew: all of it is read once more.
    ///
    /// @param names of the groups, as the product calls them
    /// @throws IOException where a group goes on to have members
    public void forget(List<String> names) throws IOException {
        for (String name : names) {
            String group = broker.names().group(name);
            if (!Waiting.until(PATIENCE, STEP, () -> forgets(group))) {
                throw new IOException("Somebody still reads topics as " + group);
            }
        }
    }

    /// Members that have gone are remembered by their lasting names for a while: they are put out first.
    private boolean forgets(String group) throws IOException {
        try {
            answer(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all());
        } catch (CompletionException e) {
            // Where it has none, or is none; else its deletion says so.
            System.getLogger(ConsumerGroups.class.getName())
                    .log(System.Logger.Level.DEBUG, "No members of " + group, e);
        }
        try {
            answer(admin.deleteConsumerGroups(List.of(group)).all());
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw new IOException("Kafka does not forget how far " + group + " has read: " + e.getCause(), e);
        }
    }

    /// Sets a group back to the beginning of everything that it reads. Works only while it has no member: tried again
    /// until it does.
    ///
    /// @param name of the group, as the product calls it
    /// @return whether it worked in time
    public boolean rewind(String name, Duration limit) throws IOException {
        return Waiting.until(
                limit, Duration.ofMillis(50), () -> rewinds(broker.names().group(name)));
    }

    private boolean rewinds(String group) {
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
    /// @param name of the group, as the product calls it
    /// @param places the last of interest in each partition
    public boolean hasRead(String name, Map<TopicPartition, Long> places) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                committed(broker.names().group(name));
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
