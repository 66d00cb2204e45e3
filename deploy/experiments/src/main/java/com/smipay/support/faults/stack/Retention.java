package com.smipay.support.faults.stack;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.WordSearch;
import com.smipay.support.local.topic.TopicReader;
import com.smipay.support.local.topic.TopicWriter;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// How long topics keep what was said.
public record Retention(OwnStack stack) {
    private static final List<String> COMPACTED = List.of(Topics.TICKETS, Topics.RATINGS);
    private static final String TICK = "00000000-0000-7000-8000-000000000000";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofSeconds(1);

    /// What a topic is told so that a moment is as good as the week that it takes else.
    private static final Map<String, String> HURRY = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG, "1000",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "1000",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.01");

    /// Lets the topics' times be over: what compacted ones keep for a week at most, and the 30 days of messages.
    ///
    /// @return whether the word was gone then
    public boolean outlive(String word) throws IOException {
        WordSearch search = new WordSearch(stack);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()));
                TopicWriter writer = new TopicWriter(stack.kafka())) {
            configure(admin, AlterConfigOp.OpType.SET);
            empty(admin, Topics.MESSAGES);
            boolean gone = Waiting.until(LIMIT, STEP, () -> {
                follow(writer);
                return search.topics(word).isEmpty();
            });
            configure(admin, AlterConfigOp.OpType.DELETE);
            return gone;
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not do it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Asked to stop", e);
        }
    }

    private static void configure(Admin admin, AlterConfigOp.OpType operation)
            throws ExecutionException, InterruptedException {
        List<AlterConfigOp> settings = HURRY.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), operation))
                .toList();
        for (String topic : COMPACTED) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), settings))
                    .all()
                    .get();
        }
    }

    /// One more record in each partition, of a type that nobody knows: a segment ends only when something
    /// follows.
    private void follow(TopicWriter writer) throws IOException {
        List<ProducerRecord<byte[], byte[]>> ticks = new ArrayList<>();
        for (TopicPartition partition :
                new TopicReader(stack.kafka()).ends(COMPACTED).keySet()) {
            ticks.add(StrangeEvent.of(
                    partition.topic(),
                    partition.partition(),
                    TICK,
                    "something.of-a-later-version",
                    "{}".getBytes(StandardCharsets.UTF_8)));
        }
        writer.write(ticks);
    }

    private void empty(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        new TopicReader(stack.kafka())
                .ends(List.of(topic))
                .forEach((partition, end) -> before.put(partition, RecordsToDelete.beforeOffset(end)));
        admin.deleteRecords(before).all().get();
    }
}
