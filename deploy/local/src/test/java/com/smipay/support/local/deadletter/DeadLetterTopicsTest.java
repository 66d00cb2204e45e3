package com.smipay.support.local.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.local.command.DlqCommand;
import com.smipay.support.local.command.PlainWords;
import com.smipay.support.local.topic.TopicReader;
import com.smipay.support.servers.kafka.BrokerProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The dead-letter topics of a real broker.
final class DeadLetterTopicsTest {
    private static final KafkaNames DESK = new KafkaNames("desk.", "");

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static BrokerProcess broker;

    @SuppressWarnings("NullAway.Init")
    private static KafkaProducer<byte[], byte[]> producer;

    @SuppressWarnings("NullAway.Init")
    private static DeadLetterTopics deadLetterTopics;

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerProcess.start(directory, 0);
        Map<String, Object> address = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(address)) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.TICKETS, 3, (short) 1),
                            new NewTopic(Topics.deadLetterTopicOf(Topics.TICKETS), 1, (short) 1),
                            new NewTopic(Topics.IDENTITY_USERS, 1, (short) 1),
                            new NewTopic(Topics.deadLetterTopicOf(Topics.IDENTITY_USERS), 1, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(address, new ByteArraySerializer(), new ByteArraySerializer());
        deadLetterTopics = new DeadLetterTopics(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() throws Exception {
        deadLetterTopics.close();
        producer.close();
        broker.close();
    }

    @Test
    void anEventIsListedUntilItIsPutBackWithoutTakingThePlaceOfNewerState() throws Exception {
        deadLetter("messaging-service", Topics.TICKETS, 2, 17, "t-1", "old state");
        deadLetter("rating-service", Topics.TICKETS, 2, 17, "t-1", "old state");
        deadLetter("messaging-service", Topics.TICKETS, 2, 17, "t-1", "old state");

        List<DeadLetter> deadLetters = of(Topics.TICKETS);
        assertThat(deadLetters).extracting(DeadLetter::consumer).containsExactly("messaging-service", "rating-service");
        assertThat(deadLetters.getFirst().place()).hasToString(Topics.TICKETS + "/2:17");
        assertThat(deadLetters.getFirst().reason()).isEqualTo("it is poison");

        assertThat(deadLetterTopics.replay(deadLetters.getFirst())).isTrue();
        for (DeadLetter each : deadLetters) {
            deadLetterTopics.settle(each);
        }

        assertThat(of(Topics.TICKETS)).isEmpty();
        ConsumerRecord<byte[], byte[]> again = on(Topics.TICKETS).getLast();
        assertThat(again.partition()).isEqualTo(2);
        assertThat(text(again.key())).isNotEqualTo("t-1");
        assertThat(text(again.value())).isEqualTo("old state");
        assertThat(again.headers()).extracting(Header::key).containsExactly("ce_type");
    }

    @Test
    void aFactIsPutBackUnderItsOwnKeyUnlessANewerOneHasOvertakenIt() throws Exception {
        publish(Topics.IDENTITY_USERS, "u-1", "bad");
        publish(Topics.IDENTITY_USERS, "u-2", "bad");
        publish(Topics.IDENTITY_USERS, "u-1", "newer");
        deadLetter("ticket-service", Topics.IDENTITY_USERS, 0, 0, "u-1", "bad");
        deadLetter("ticket-service", Topics.IDENTITY_USERS, 0, 1, "u-2", null);

        List<DeadLetter> deadLetters = of(Topics.IDENTITY_USERS);

        assertThat(deadLetterTopics.replay(deadLetters.get(0))).isFalse();
        assertThat(deadLetterTopics.replay(deadLetters.get(1))).isTrue();
        ConsumerRecord<byte[], byte[]> tombstone = on(Topics.IDENTITY_USERS).getLast();
        assertThat(text(tombstone.key())).isEqualTo("u-2");
        assertThat(tombstone.value()).isNull();
        assertThat(deadLetterTopics.replay(deadLetters.get(1)))
                .as("it has overtaken itself")
                .isFalse();
    }

    /// Of another deployment than the running stack, with what its broker wants of clients.
    @Test
    void theCommandsWorkAtAnyBroker() throws Exception {
        deadLetter("rating-service", Topics.TICKETS, 1, 99, "t-9", "elsewhere");
        Path properties = Files.writeString(directory.resolve("client.properties"), "security.protocol=PLAINTEXT\n");
        String[] there = {"--kafka", broker.bootstrapServers(), "--kafka-properties", properties.toString()};

        assertThat(dlq("list", there)).contains(Topics.TICKETS + "/1:99\trating-service\tt-9");
        assertThat(dlq("drop", there[0], there[1], Topics.TICKETS + "/1:99"))
                .isEqualTo("dropped\t" + Topics.TICKETS + "/1:99\n");
        assertThat(dlq("list", there)).doesNotContain("/1:99");
        assertThat(dlq("list", "--kafka", broker.bootstrapServers(), "--kafka-properties", "/no/such/file"))
                .contains("There is no file to read: /no/such/file");
    }

    /// On a cluster that others use too, their dead letters are theirs, and so are those of other products.
    @Test
    void ofASharedClusterOnlyTheInstallationsOwnAreSeenAndPutBack() throws Exception {
        String theirs = Topics.deadLetterTopicOf("payments.v1");
        String ours = DESK.topic(Topics.TICKETS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Stream.of(theirs, ours, Topics.deadLetterTopicOf(ours))
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        deadLetter("payment-service", "payments.v1", 0, 1, "p-1", "of somebody else");
        deadLetter("rating-service", Topics.TICKETS, 2, 5, "t-5", "of the other installation");
        deadLetter("rating-service", ours, 0, 7, "t-7", "of this one");
        String[] there = {"--kafka", broker.bootstrapServers(), "--topic-prefix", DESK.topicPrefix()};

        assertThat(dlq("list", there))
                .contains(ours + "/0:7\trating-service\tt-7")
                .doesNotContain("t-5", "p-1");
        assertThat(dlq("list", there[0], there[1]))
                .contains(Topics.TICKETS + "/2:5\trating-service\tt-5")
                .doesNotContain("t-7", "p-1");

        assertThat(dlq("replay", there[0], there[1], there[2], there[3], "--all"))
                .isEqualTo("replayed\t" + ours + "/0:7\n");
        ConsumerRecord<byte[], byte[]> again = on(ours).getLast();
        assertThat(text(again.key())).as("it takes no place of newer state").isNotEqualTo("t-7");
        assertThat(text(again.value())).isEqualTo("of this one");
        assertThat(dlq("list", there)).isEmpty();
        assertThat(of(Topics.TICKETS)).hasSize(1);
        assertThat(dlq("drop", there[0], there[1], Topics.TICKETS + "/2:5")).startsWith("dropped");
    }

    @Test
    void aPrefixThatIsNoneAndOneForTheRunningStackAreRefused() {
        assertThat(dlq("list", "--kafka", broker.bootstrapServers(), "--topic-prefix", "our desk"))
                .contains("--topic-prefix must be at most 212 of the characters");
        assertThat(dlq("list", "--topic-prefix", "desk.")).contains("--topic-prefix goes with --kafka");
    }

    private static String dlq(String command, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        new CommandLine(new DlqCommand())
                .setOut(out)
                .setErr(out)
                .setExecutionExceptionHandler(new PlainWords())
                .execute(Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
        return said.toString();
    }

    private static List<DeadLetter> of(String topic) throws Exception {
        return deadLetterTopics.all().stream()
                .filter(deadLetter -> deadLetter.place().topic().equals(topic))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> on(String topic) {
        return new TopicReader(broker.bootstrapServers()).all(List.of(topic));
    }

    /// As a service does it.
    private static void deadLetter(
            String consumer, String topic, int partition, long offset, String key, @Nullable String value)
            throws Exception {
        ProducerRecord<byte[], byte[]> deadLetter = new ProducerRecord<>(
                Topics.deadLetterTopicOf(topic),
                bytes(DeadLetterHeaders.key(consumer, topic, partition, offset)),
                bytes(value == null ? "" : value));
        Map.of(
                        "ce_type",
                        "sample",
                        DeadLetterHeaders.CONSUMER,
                        consumer,
                        DeadLetterHeaders.TOPIC,
                        topic,
                        DeadLetterHeaders.PARTITION,
                        String.valueOf(partition),
                        DeadLetterHeaders.OFFSET,
                        String.valueOf(offset),
                        DeadLetterHeaders.KEY,
                        key,
                        DeadLetterHeaders.REASON,
                        "it is poison")
                .forEach((name, text) -> deadLetter.headers().add(name, bytes(text)));
        if (value == null) {
            deadLetter.headers().add(DeadLetterHeaders.TOMBSTONE, bytes("true"));
        }
        producer.send(deadLetter).get();
    }

    private static void publish(String topic, String key, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value))).get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
