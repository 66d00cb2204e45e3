package com.smipay.support.local.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.local.identity.IdentityRecord;
import com.smipay.support.local.restore.GivenNumbers;
import com.smipay.support.servers.kafka.BrokerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the commands do at a broker on which an installation without prefixes stands beside one with them.
final class SharedBrokerTest {
    private static final KafkaNames DESK = new KafkaNames("desk.", "desk-");
    private static final String GROUP = "ticket-service";

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static BrokerProcess process;

    @SuppressWarnings("NullAway.Init")
    private static Admin admin;

    @SuppressWarnings("NullAway.Init")
    private static BrokerAddress broker;

    @BeforeAll
    static void start() throws Exception {
        process = BrokerProcess.start(directory, 0);
        broker = new BrokerAddress(process.bootstrapServers(), Map.of(), DESK);
        admin = Admin.create(broker.client(Map.of()));
        admin.createTopics(Stream.of(Topics.TICKETS, Topics.IDENTITY_USERS)
                        .flatMap(topic -> Stream.of(topic, DESK.topic(topic)))
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all()
                .get();
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        process.close();
    }

    @Test
    void givenNumbersAreThoseOfItsOwnTickets() throws Exception {
        try (TopicWriter writer = new TopicWriter(broker)) {
            writer.write(ticket(DESK.topic(Topics.TICKETS), "SMI-2026-000005"));
            writer.write(ticket(Topics.TICKETS, "SMI-2026-000009"));
        }

        assertThat(GivenNumbers.of(broker)).isEqualTo(Map.of("2026", 5L));
        assertThat(GivenNumbers.of(BrokerAddress.open(process.bootstrapServers())))
                .isEqualTo(Map.of("2026", 9L));
    }

    @Test
    void aFactIsPublishedBehindThePrefix() throws Exception {
        Place place = IdentityRecord.of(
                        new Person("u-1", "a@b.ng", null, null, null, null, null, null, null, null, null, null))
                .publish(broker);

        assertThat(place.topic()).isEqualTo("desk.identity.users.v1");
        assertThat(new TopicReader(broker).all(List.of(Topics.IDENTITY_USERS))).isEmpty();
    }

    @Test
    void onlyItsOwnGroupBeginsAnew() throws Exception {
        commit(GROUP, Topics.TICKETS);
        commit(DESK.group(GROUP), DESK.topic(Topics.TICKETS));

        try (ConsumerGroups readers = new ConsumerGroups(broker)) {
            readers.forget(List.of(GROUP));
        }

        assertThat(committed(DESK.group(GROUP))).isEmpty();
        assertThat(committed(GROUP)).hasSize(1);
    }

    private static ProducerRecord<byte[], byte[]> ticket(String topic, String number) {
        String event = "{\"ticket\":{\"ticket_number\":\"" + number + "\"}}";
        return new ProducerRecord<>(
                topic, number.getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8));
    }

    private static void commit(String group, String topic) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                .all()
                .get();
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }
}
