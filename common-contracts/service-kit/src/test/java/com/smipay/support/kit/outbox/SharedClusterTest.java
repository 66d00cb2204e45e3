package com.smipay.support.kit.outbox;

import static com.smipay.support.kit.outbox.OutboxFixture.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two installations on one broker, each with prefixes of its own, from the outbox of one service to the consumer of
/// another. Services are called alike in both.
@Timeout(120)
final class SharedClusterTest {
    private static final String READER = "rating-service";
    private static final String POISON = "poison";

    /// What one team runs.
    private static final class Installation implements AutoCloseable {
        final KafkaNames names = new KafkaNames(TestKafka.unique("team") + ".", TestKafka.unique("team") + "_");
        final KafkaSettings kafka = new KafkaSettings(TestKafka.bootstrapServers(), 3, (short) 1).with(names);
        final OutboxFixture outbox = new OutboxFixture(kafka, Topics.TICKETS);
        final List<String> handled = new CopyOnWriteArrayList<>();
        final Broker broker = new Broker(kafka, READER);
        final TopicSetup topics = new TopicSetup(broker, TopicPlan.ofProduct(kafka));
        final EventConsumer consumer = new EventConsumer(broker, READER, Map.of(Topics.TICKETS, this::take));

        Installation started() {
            topics.start();
            soon().until(topics::done);
            consumer.start();
            return this;
        }

        private void take(InboundRecord inbound) {
            String id = KafkaEvents.parse(inbound.headers(), inbound.value()).subject();
            if (id.equals(POISON)) {
                throw new UnprocessableRecordException("it is poison");
            }
            handled.add(inbound.topic() + " " + id);
        }

        @Override
        public void close() {
            consumer.close();
            topics.close();
            broker.close();
            outbox.close();
        }
    }

    @Test
    void anEventReachesThePeersOfItsOwnInstallationAlone() throws Exception {
        try (Installation one = new Installation().started();
                Installation other = new Installation().started();
                OutboxRelay relay = one.outbox.relay(QUICK);
                OutboxRelay othersRelay = other.outbox.relay(QUICK)) {
            one.outbox.decide("t-1", 0, 1);
            other.outbox.decide("t-2", 0, 1);

            String ofOne = one.names.topic(Topics.TICKETS);
            String ofOther = other.names.topic(Topics.TICKETS);
            soon().untilAsserted(() -> assertThat(one.handled).containsExactly(ofOne + " t-1"));
            soon().untilAsserted(() -> assertThat(other.handled).containsExactly(ofOther + " t-2"));
            soon().until(() -> one.consumer.caughtUp() && other.consumer.caughtUp());
            assertThat(relay.published() + othersRelay.published()).isEqualTo(2);
            soon().until(() -> one.broker.committed(one.names.group(READER)).size() > 0);
            assertThat(one.broker.committed(one.names.group(READER)).keySet())
                    .extracting(TopicPartition::topic)
                    .containsOnly(ofOne);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get())
                        .containsAll(one.names.topics(Topics.COPIED))
                        .containsAll(other.names.topics(Topics.COPIED));
            }
        }
    }

    /// Health names what an operator finds on the cluster; who dead-lettered it is the service, as ever.
    @Test
    void aDeadLetterIsKeptAndCountedUnderItsTopicsNameOnTheCluster() {
        try (Installation one = new Installation().started();
                Installation other = new Installation().started();
                OutboxRelay relay = one.outbox.relay(QUICK)) {
            String topic = one.names.topic(Topics.TICKETS);
            one.outbox.decide(POISON, 0, 1);

            soon().untilAsserted(() -> assertThat(one.consumer.deadLetters()).isEqualTo(Map.of(topic, 1L)));
            try (TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), topic + ".dlq")) {
                ConsumerRecord<byte[], byte[]> deadLetter =
                        soon().until(tail::records, found -> !found.isEmpty()).getFirst();
                assertThat(TopicTail.header(deadLetter, DeadLetterHeaders.TOPIC))
                        .isEqualTo(topic);
                assertThat(TopicTail.header(deadLetter, DeadLetterHeaders.CONSUMER))
                        .isEqualTo(READER);
            }
            soon().until(other.consumer::caughtUp);
            assertThat(other.consumer.deadLetters()).isEmpty();
            assertThat(relay.published()).isEqualTo(1);
        }
    }

    /// ADR 0062.
    @Test
    void anOutboxOutlivesAChangeOfThePrefix() {
        try (Installation before = new Installation();
                Installation after = new Installation().started()) {
            before.outbox.decide("t-1", 0, 1);
            assertThat(before.outbox.sql.number("select count(*) from outbox where topic = '" + Topics.TICKETS + "'"))
                    .isEqualTo(1);

            try (OutboxRelay relay =
                    new OutboxRelay(before.outbox.database, after.broker, after.topics::done, "outbox-test", QUICK)) {
                relay.start();

                soon().untilAsserted(() ->
                        assertThat(after.handled).containsExactly(after.names.topic(Topics.TICKETS) + " t-1"));
                soon().until(() -> before.outbox.waiting() == 0);
            }
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }
}
