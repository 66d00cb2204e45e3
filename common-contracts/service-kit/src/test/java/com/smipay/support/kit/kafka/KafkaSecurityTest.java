package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.kit.outbox.OutboxInsert;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.outbox.RelaySettings;
import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TestPostgres;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A broker as it is found: with TLS, with certificates of its clients, with names and passwords. Every client of the
/// kit speaks to it with the properties that Kafka's own documentation gives, and what is wrong with them is said.
@Timeout(120)
class KafkaSecurityTest {
    private static final String SECRET = "keys-of-a-test";
    private static final String PLAIN_LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"desk\" password=\"%s\";";
    private static final String SCRAM_LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"desk\" password=\"%s\";";

    @TempDir
    private static Path directory;

    private static BrokerProcess broker;
    private static int plain;
    private static int scram;
    private static int mutual;

    @BeforeAll
    static void start() throws Exception {
        int open = FreePorts.any();
        int controller = FreePorts.any();
        plain = FreePorts.any();
        scram = FreePorts.any();
        mutual = FreePorts.any();
        keytool("-genkeypair", "-alias", "broker", "-keystore", store("broker"), "-ext", "san=ip:127.0.0.1");
        keytool("-genkeypair", "-alias", "client", "-keystore", store("client"));
        for (String name : List.of("broker", "client")) {
            keytool("-exportcert", "-alias", name, "-keystore", store(name), "-file", store(name + ".crt"));
            keytool("-importcert", "-alias", name, "-keystore", store("trust"), "-file", store(name + ".crt"));
        }
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("server.properties"), """
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,\
                BYPLAIN://127.0.0.1:%3$d,BYSCRAM://127.0.0.1:%4$d,MUTUAL://127.0.0.1:%5$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,\
                BYPLAIN://127.0.0.1:%3$d,BYSCRAM://127.0.0.1:%4$d,MUTUAL://127.0.0.1:%5$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,\
                BYPLAIN:SASL_SSL,BYSCRAM:SASL_SSL,MUTUAL:SSL
                ssl.keystore.location=%6$s
                ssl.keystore.password=%8$s
                ssl.truststore.location=%7$s
                ssl.truststore.password=%8$s
                listener.name.mutual.ssl.client.auth=required
                listener.name.byplain.sasl.enabled.mechanisms=PLAIN
                listener.name.byplain.plain.sasl.jaas.config=\
                org.apache.kafka.common.security.plain.PlainLoginModule required user_desk="right";
                listener.name.byscram.sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.byscram.scram-sha-512.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                allow.everyone.if.no.acl.found=true
                """.formatted(
                        open, controller, plain, scram, mutual, store("broker"), store("trust"), SECRET));
        broker = BrokerProcess.start(home, open, controller, directory.resolve("broker.log"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "desk", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "right")))
                    .all()
                    .get();
        }
        TestKafka.createTopic(broker.bootstrapServers(), "secured", 1);
    }

    @AfterAll
    static void stop() throws IOException {
        broker.kill();
    }

    @Test
    void namesAndPasswordsByPlainOverTls() throws Exception {
        carries(plain, sasl("PLAIN", PLAIN_LOGIN, "right"));
    }

    @Test
    void namesAndPasswordsByScramOverTls() throws Exception {
        carries(scram, sasl("SCRAM-SHA-512", SCRAM_LOGIN, "right"));
    }

    /// As an operator of a cluster writes them: no secret stands among the properties.
    @Test
    void secretsInFilesThatPropertiesReferTo() throws Exception {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("sasl.jaas.config"), SCRAM_LOGIN.formatted("right"));

        carries(scram, trusting("SASL_SSL") + """
                sasl.mechanism=SCRAM-SHA-512
                config.providers=directory
                config.providers.directory.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
                sasl.jaas.config=${directory:%s:sasl.jaas.config}
                """.formatted(secrets));
    }

    @Test
    void certificatesOfClients() throws Exception {
        carries(mutual, trusting("SSL") + """
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                """.formatted(store("client"), SECRET));
    }

    @Test
    void aWrongPasswordIsSaid() {
        assertThat(sentence(plain, sasl("PLAIN", PLAIN_LOGIN, "wrong")))
                .startsWith("refuses this service")
                .contains("Authentication failed");
        assertThat(sentence(scram, sasl("SCRAM-SHA-512", SCRAM_LOGIN, "wrong"))).startsWith("refuses this service");
    }

    @Test
    void aCertificateThatNobodyTrustsIsSaid() {
        String properties = "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                + PLAIN_LOGIN.formatted("right") + "\n";

        assertThat(sentence(plain, properties)).contains("127.0.0.1:" + plain, "can't be spoken to by TLS");
    }

    @Test
    void aClientThatSpeaksPlainlyToTlsIsTold() {
        assertThat(sentence(plain, "")).contains("answers TLS");
    }

    /// Nothing that a service asks beside it would tell: the broker answers all of that.
    @Test
    void aRightToWriteThatIsLackingIsSaidAndEventsWaitForIt() throws Exception {
        String topic = TestKafka.unique("read-only");
        TestKafka.createTopic(broker.bootstrapServers(), topic, 1);
        AclBinding denied = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:desk", "*", AclOperation.WRITE, AclPermissionType.DENY));
        TestDatabase sql = TestPostgres.freshDatabase();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                Database database = new Database(
                        new DatabaseSettings(sql.url(), sql.username(), sql.password(), 4, Duration.ofSeconds(20)));
                Broker asked = new Broker(settings(plain, sasl("PLAIN", PLAIN_LOGIN, "right")), "secured");
                OutboxRelay relay = new OutboxRelay(database, asked, () -> true, "secured", RelaySettings.standard())) {
            Migrations.apply(database);
            // Topics without any rule are for everybody, and this one now has one.
            admin.createAcls(List.of(denied, allowed(topic))).all().get();
            database.transaction(transaction -> {
                OutboxInsert.add(transaction, topic, SampleEvents.numbered("a", 1));
                return 0;
            });
            relay.start();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(asked.sentence())
                            .startsWith("refuses this service: ")
                            .contains(topic));
            assertThat(asked.answers()).isTrue();
            assertThat(asked.usable()).as("whatever else it answers").isFalse();

            admin.deleteAcls(List.of(denied.toFilter())).all().get();
            await().atMost(Duration.ofSeconds(30)).until(() -> relay.published() == 1);
            await().atMost(Duration.ofSeconds(30)).until(asked::usable);
        }
    }

    private static AclBinding allowed(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:desk", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    private static void carries(int port, String properties) throws Exception {
        KafkaSettings settings = settings(port, properties);
        try (Broker asked = new Broker(settings, "secured")) {
            assertThat(asked.answers()).as(asked.sentence()).isTrue();
        }
        TopicPartition partition = new TopicPartition("secured", 0);
        try (KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(settings.client("secured-producer"));
                KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(settings.client("secured-consumer"))) {
            long offset = producer.send(new ProducerRecord<>("secured", new byte[] {7}))
                    .get(20, TimeUnit.SECONDS)
                    .offset();
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> consumer.poll(Duration.ofMillis(200)).count() > 0);
        }
    }

    private static String sentence(int port, String properties) {
        try (Broker asked = new Broker(settings(port, properties), "refused")) {
            assertThat(asked.answers()).isFalse();
            return asked.sentence();
        }
    }

    private static KafkaSettings settings(int port, String properties) {
        return KafkaSettings.from(new Settings(Config.just(ConfigSources.create(Map.of(
                "kafka.bootstrap-servers",
                "127.0.0.1:" + port,
                "kafka.partitions",
                "1",
                "kafka.replication-factor",
                "1",
                "kafka.client-properties",
                properties)))));
    }

    private static String sasl(String mechanism, String login, String password) {
        return trusting("SASL_SSL") + "sasl.mechanism=" + mechanism + "\nsasl.jaas.config=" + login.formatted(password)
                + "\n";
    }

    private static String trusting(String protocol) {
        return """
                security.protocol=%s
                ssl.truststore.location=%s
                ssl.truststore.password=%s
                """.formatted(protocol, store("trust"), SECRET);
    }

    private static String store(String name) {
        return directory.resolve(name).toString();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> always = List.of("-storepass", SECRET, "-noprompt");
        List<String> keys = arguments[0].equals("-genkeypair")
                ? List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=127.0.0.1", "-validity", "30")
                : List.of();
        List<String> command = Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        List.of(arguments),
                        keys,
                        always)
                .flatMap(List::stream)
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
