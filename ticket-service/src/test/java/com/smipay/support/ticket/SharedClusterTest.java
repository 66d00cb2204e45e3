package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The whole service on a cluster that gives its team prefixes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class SharedClusterTest {
    private final KafkaNames names = new KafkaNames(TestKafka.unique("desk") + ".", TestKafka.unique("desk") + "-");
    private ServiceFixture service;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start() {
        service = new ServiceFixture(Map.of(
                "kafka.topic-prefix", names.topicPrefix(),
                "kafka.group-prefix", names.groupPrefix()));
        producer = TestKafka.producer(TestKafka.bootstrapServers());
    }

    @AfterAll
    void stop() throws Exception {
        producer.close();
        service.close();
    }

    @Test
    void whatIsDecidedIsPublishedBehindThePrefix() {
        String id = service.opened("shared@x.ng").path("id").asText();

        try (TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), names.topic(Topics.TICKETS))) {
            soon().until(() -> tail.values(id).size() == 1);
        }
    }

    @Test
    void eventsOfPeersAndFactsOfOthersAreReadBehindItByItsOwnGroup() throws Exception {
        JsonNode ticket = service.opened("late@shared.ng");
        String person = ServiceFixture.unique("person");

        producer.send(KafkaEvents.toRecord(
                        names.topic(Topics.MESSAGES), Conversation.of(ticket).reply("Through Kafka alone.")))
                .get();
        send(Topics.IDENTITY_USERS, person, "{\"id\":\"%s\"}".formatted(person));

        soon().until(() -> service.row(ticket).path("message_count").asInt() == 2);
        soon().until(() -> service.send(service.asPeer("/internal/identity/users/" + person))
                        .status()
                == 200);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            soon().until(() -> admin
                    .listConsumerGroupOffsets(names.group("ticket-service"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .keySet()
                    .stream()
                    .anyMatch(partition -> partition.topic().equals(names.topic(Topics.IDENTITY_USERS))));
        }
    }

    @Test
    void healthCountsDeadLettersByTheNamesThatAnOperatorFinds() throws Exception {
        send(Topics.IDENTITY_SESSIONS, "s-1", "no JSON");

        String deadLetterTopic = names.topic(Topics.deadLetterTopicOf(Topics.IDENTITY_SESSIONS));
        try (TopicTail deadLetters = new TopicTail(TestKafka.bootstrapServers(), deadLetterTopic)) {
            soon().until(
                            () -> deadLetters.values(DeadLetterHeaders.CONSUMER, "ticket-service"),
                            found -> found.size() == 1);
        }
        soon().untilAsserted(() -> assertThat(service.send(service.internal("/health"))
                        .json()
                        .findPath("dead_letters")
                        .path(names.topic(Topics.IDENTITY_SESSIONS))
                        .asInt())
                .isEqualTo(1));
    }

    private void send(String topic, String key, String json) throws Exception {
        producer.send(new ProducerRecord<>(names.topic(topic), bytes(key), bytes(json)))
                .get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
