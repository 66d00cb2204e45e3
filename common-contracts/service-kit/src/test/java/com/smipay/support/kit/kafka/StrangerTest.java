package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.testkit.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The broker's address leads to something else: it says so, and nobody believes its bytes. (Without a bound each
/// client allocates what the first four of them say: this JVM has as much, a service has not.)
@Timeout(60)
final class StrangerTest {
    private static final String HTTP = HexFormat.of()
            .formatHex("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
    private static final String TLS_ALERT = "15030100020246";

    private final Stranger stranger = new Stranger();

    @AfterEach
    void stop() throws IOException {
        stranger.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http, answers HTTP",
        "tls, answers TLS",
        "2d455252206e6f7065, answers in another protocol",
        "'', ends the connection without an answer"
    })
    void whatIsFoundThereIsSaid(String bytes, String sentence) {
        stranger.answers(named(bytes));
        try (Broker broker = new Broker(settings(), "stranger")) {
            assertThat(broker.answers()).isFalse();
            assertThat(broker.sentence()).startsWith(stranger.address()).contains(sentence);
        }
    }

    @Test
    void aBrokerIsKnownForOneAndNobodyIsAway() {
        assertThat(look("127.0.0.1:1, " + TestKafka.bootstrapServers()).isKafka())
                .isTrue();
        assertThat(look("127.0.0.1:1").sentence()).isEqualTo("127.0.0.1:1 can't be reached");
        try (Broker broker = new Broker(new KafkaSettings(TestKafka.bootstrapServers(), 1, (short) 1), "known")) {
            assertThat(broker.answers()).isTrue();
            assertThat(broker.sentence()).isEqualTo("answers");
        }
    }

    @ParameterizedTest
    @CsvSource({"http, PLAINTEXT", "tls, PLAINTEXT", "http, SASL_PLAINTEXT", "tls, SASL_PLAINTEXT"})
    void aConsumerDoesNotAllocateWhatAStrangerSays(String bytes, String protocol) {
        stranger.answers(named(bytes));
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(config(protocol))) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            untilItCameBack(() -> consumer.poll(Duration.ofMillis(100)));
        }
    }

    @ParameterizedTest
    @CsvSource({"http, PLAINTEXT", "tls, PLAINTEXT", "http, SASL_PLAINTEXT", "tls, SASL_PLAINTEXT"})
    void aProducerDoesNotAllocateWhatAStrangerSays(String bytes, String protocol) {
        Map<String, Object> config = config(protocol);
        config.put("max.block.ms", 300);
        try (KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(config)) {
            // Its thread has connected once, at its beginning.
            await().until(() -> stranger.guests.get() > 1);
            stranger.answers(named(bytes));
            stranger.guests.set(0);
            untilItCameBack(
                    () -> producer.send(new ProducerRecord<>("t", new byte[1])).isDone());
        }
    }

    @Test
    void aProducerIsNotMadeForAStranger() {
        stranger.answers(HTTP);
        assertThatThrownBy(() -> KafkaClients.producer(config()))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("answers HTTP");
    }

    @ParameterizedTest
    @CsvSource({"http, PLAINTEXT", "tls, PLAINTEXT", "http, SASL_PLAINTEXT", "tls, SASL_PLAINTEXT"})
    void anAdminDoesNotAllocateWhatAStrangerSays(String bytes, String protocol) {
        Map<String, Object> config = config(protocol);
        config.put("default.api.timeout.ms", 30_000);
        try (Admin admin = KafkaClients.admin(config)) {
            Future<String> answer = admin.describeCluster().clusterId();
            await().until(() -> stranger.guests.get() > 1);
            stranger.answers(named(bytes));
            stranger.guests.set(0);
            untilItCameBack(answer::isDone);
            admin.close(Duration.ZERO);
        }
    }

    /// A client that allocated and read on would wait for a gigabyte, and never connect again.
    private void untilItCameBack(Callable<?> use) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try {
                        use.call();
                    } catch (KafkaException e) {
                        // There is no broker: what counts is that it asks again.
                    }
                    return stranger.guests.get() >= 3;
                });
        assertThat(stranger.held).as("connections that are read on for more").isEmpty();
    }

    private static BrokerProbe.Found look(String addresses) {
        return BrokerProbe.look(new KafkaSettings(addresses, 1, (short) 1).client("look"));
    }

    private Map<String, Object> config() {
        return settings().client("stranger");
    }

    /// @param protocol of `security.protocol`
    private Map<String, Object> config(String protocol) {
        Map<String, Object> config = config();
        config.put("security.protocol", protocol);
        if (protocol.startsWith("SASL")) {
            config.put("sasl.mechanism", "PLAIN");
            config.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"desk\" password=\"x\";");
        }
        return config;
    }

    private KafkaSettings settings() {
        return new KafkaSettings(stranger.address(), 1, (short) 1);
    }

    private static String named(String bytes) {
        return switch (bytes) {
            case "http" -> HTTP;
            case "tls" -> TLS_ALERT;
            default -> bytes;
        };
    }

    /// Answers whatever it is asked with the same bytes; then it waits a moment for the guest to go.
    private static final class Stranger implements AutoCloseable {
        private final ServerSocket entrance;
        private volatile byte[] answer = {};
        private final AtomicInteger guests = new AtomicInteger();
        private final ConcurrentLinkedQueue<Integer> held = new ConcurrentLinkedQueue<>();

        Stranger() {
            try {
                this.entrance = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(this::receive);
        }

        void answers(String hex) {
            answer = HexFormat.of().parseHex(hex);
        }

        String address() {
            return "127.0.0.1:" + entrance.getLocalPort();
        }

        private void receive() {
            while (!entrance.isClosed()) {
                try {
                    Socket guest = entrance.accept();
                    Thread.ofVirtual().start(() -> serve(guest));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket guest) {
            int number = guests.incrementAndGet();
            try (guest) {
                // Before the client itself gives up a connection that does not come about, after two seconds.
                guest.setSoTimeout(1_200);
                if (guest.getInputStream().read() >= 0 && answer.length > 0) {
                    guest.getOutputStream().write(answer);
                    while (guest.getInputStream().read() >= 0) {
                        // The rest of the question.
                    }
                }
            } catch (java.net.SocketTimeoutException e) {
                held.add(number);
            } catch (IOException e) {
                // The guest has gone.
            }
        }

        @Override
        public void close() throws IOException {
            entrance.close();
        }
    }
}
