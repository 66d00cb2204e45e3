package com.smipay.support.realtime;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.TestEventPublisher;
import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance whose broker is late, dies, comes back, and grows.
@OneServerAtATime
class KafkaOutageTest {
    private final FakeMessaging messaging = new FakeMessaging();
    private final Events ticket = Events.ownedBy("john");

    @AfterEach
    void close() {
        messaging.close();
    }

    @Test
    void socketsGoOnWithoutKafkaAndPushesResumeWithIt(@TempDir Path directory)
            throws IOException, ExecutionException, InterruptedException {
        int port = freePort();
        messaging.has(ticket);
        try (Instance instance = new Instance("127.0.0.1:" + port, messaging).ready()) {
            assertThat(instance.state()).isEqualTo("BROKER_AWAY");
            assertThat(instance.health("ready").body()).contains("\"degraded\":true");
            RawSocket john = Instance.in(ticket, instance.user("john"));
            RawSocket ada = Instance.in(ticket, instance.admin("ada"));
            john.emit("typing", "{\"ticket_id\":\"" + ticket.ticketId() + "\"}");
            ada.event("typing");

            try (BrokerProcess broker = TestKafka.ownBroker(directory, port);
                    TestEventPublisher services = new TestEventPublisher("127.0.0.1:" + port)) {
                until("the topics are there", () -> instance.state().equals("FOLLOWING"));
                services.announce(ticket.posted(ticket.reply(2, "as soon as Kafka is back")));
                john.event("new_message", 1);
                broker.kill();
            }

            try (BrokerProcess broker = TestKafka.ownBroker(directory, port);
                    TestEventPublisher services = new TestEventPublisher(broker.bootstrapServers())) {
                services.announce(ticket.posted(ticket.reply(3, "after the crash")));
                john.event("new_message", 2);
                until("all is well", () -> instance.state().equals("FOLLOWING"));

                addPartition(broker.bootstrapServers());
                services.publish(inPartition(2, ticket.posted(ticket.reply(4, "in a new partition"))));
                john.event("new_message", 3);
            }
            assertThat(john.isClosed()).isFalse();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void addPartition(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createPartitions(Map.of(Topics.MESSAGES, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
    }

    private static ProducerRecord<byte[], byte[]> inPartition(int partition, SupportEvent event) {
        EventEnvelope envelope =
                TestEventPublisher.envelope(event.type().wire(), event.ticketId(), EventCodec.encode(event));
        ProducerRecord<byte[], byte[]> plain = KafkaEvents.toRecord(Topics.MESSAGES, envelope);
        return new ProducerRecord<>(plain.topic(), partition, plain.key(), plain.value(), plain.headers());
    }
}
