package com.smipay.support.faults.stack;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.local.topic.TopicLog;
import com.smipay.support.local.topic.TopicPen;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Wherever a word stands that only one person has said: in tables, topics and log files.
public record PersonalTraces(OwnStack stack) {
    private static final List<String> COMPACTED = List.of(Topics.TICKETS, Topics.RATINGS);
    private static final List<String> SEARCHED = Stream.concat(
                    Stream.of(Topics.TICKETS, Topics.MESSAGES, Topics.RATINGS, Topics.TYPING),
                    Topics.COPIED.stream().map(Topics::deadLetterTopicOf))
            .toList();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final String TABLES = """
            select relname from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace
            order by relname
            """;

    /// What a topic is told so that a moment is as good as the week that it takes else.
    private static final Map<String, String> HURRY = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG, "1000",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "1000",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.01");

    /// The tables with a row that has it, as `database.table`.
    public TreeSet<String> tables(String word) {
        TreeSet<String> found = new TreeSet<>();
        for (String name : Services.DATABASES) {
            Database database = stack.database(name);
            for (String table : database.texts(TABLES)) {
                String sql = "select count(*) from \"%s\" as one where cast(one as text) like '%%%s%%'"
                        .formatted(table, word);
                if (!database.text(sql).equals("0")) {
                    found.add(name + "." + table);
                }
            }
        }
        return found;
    }

    /// The topics with a record that has it.
    public TreeSet<String> topics(String word) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> item :
                new TopicLog(BrokerAddress.open(stack.kafka())).since(Map.of(), SEARCHED)) {
            if (says(item, word)) {
                found.add(item.topic());
            }
        }
        return found;
    }

    private static boolean says(ConsumerRecord<byte[], byte[]> item, String word) {
        return Stream.concat(
                        Stream.of(item.key(), item.value()),
                        Arrays.stream(item.headers().toArray()).map(Header::value))
                .anyMatch(bytes -> text(bytes).contains(word));
    }

    /// The log files that have it.
    public TreeSet<String> logs(String word) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(stack.logs())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
                    found.add(String.valueOf(file.getFileName()));
                }
            }
        }
        return found;
    }

    /// Lets the topics' times be over: what compacted ones keep for a week at most, and the 30 days of messages.
    ///
    /// @return whether the word was gone then
    public boolean outlive(String word) throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()));
                TopicPen pen = new TopicPen(stack.kafka())) {
            configure(admin, AlterConfigOp.OpType.SET);
            empty(admin, Topics.MESSAGES);
            boolean gone = Waiting.until(LIMIT, STEP, () -> {
                follow(pen);
                return topics(word).isEmpty();
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
    private void follow(TopicPen pen) throws IOException {
        List<ProducerRecord<byte[], byte[]>> ticks = new ArrayList<>();
        for (TopicPartition partition :
                new TopicLog(BrokerAddress.open(stack.kafka())).ends(COMPACTED).keySet()) {
            ProducerRecord<byte[], byte[]> tick =
                    new ProducerRecord<>(partition.topic(), partition.partition(), bytes("tick"), bytes("{}"));
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", UUID.randomUUID().toString(),
                            "ce_type", "something.of-a-later-version",
                            "ce_source", "/somebody",
                            "ce_subject", UUID.randomUUID().toString(),
                            "ce_time", Instant.now().toString(),
                            "content-type", "application/json")
                    .forEach((name, value) -> tick.headers().add(name, bytes(value)));
            ticks.add(tick);
        }
        pen.write(ticks);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void empty(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        new TopicLog(BrokerAddress.open(stack.kafka()))
                .ends(List.of(topic))
                .forEach((partition, end) -> before.put(partition, RecordsToDelete.beforeOffset(end)));
        admin.deleteRecords(before).all().get();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
