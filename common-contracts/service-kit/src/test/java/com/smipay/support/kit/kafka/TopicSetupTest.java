package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.testkit.TestKafka;
import io.helidon.health.HealthCheckResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class TopicSetupTest {
    private final KafkaSettings settings = new KafkaSettings(TestKafka.bootstrapServers(), 3, (short) 1);

    @Test
    void missingTopicsAreMadeAsPlannedAndOthersLeftAlone() throws Exception {
        String present = TestKafka.freshTopic("present", 1);
        String missing = TestKafka.unique("missing");
        List<TopicPlan> plans = List.of(TopicPlan.compacted(settings, present), TopicPlan.compacted(settings, missing));
        try (Broker broker = new Broker(settings, "topic-setup-test")) {
            for (int run = 0; run < 2; run++) {
                try (TopicSetup setup = new TopicSetup(broker, plans)) {
                    setup.start();
                    assertThat(setup.done()).isTrue();
                }
            }
            assertThat(broker.partitions(List.of(missing))).hasSize(3);
            assertThat(broker.partitions(List.of(present))).hasSize(1);
            assertThat(config(missing).get("cleanup.policy").value()).isEqualTo("compact");
        }
    }

    /// As a broker makes one by itself, for the first record that comes.
    @Test
    void topicThatFallsShortOfItsPlanIsShownWithTheCommandThatMendsIt() throws Exception {
        String kept = TestKafka.freshTopic("kept", 1);
        String compacted = TestKafka.freshTopic("compacted", 6);
        alter(kept, "retention.ms", "604800000");
        List<TopicPlan> plans = List.of(
                TopicPlan.kept(settings, kept, 3, Duration.ofDays(30)), TopicPlan.compacted(settings, compacted));
        try (Broker broker = new Broker(settings, "topic-setup-test");
                TopicSetup setup = new TopicSetup(broker, plans)) {
            setup.start();

            await().untilAsserted(() -> assertThat(setup.differences()).hasSize(2));
            assertThat(setup.differences().get(kept))
                    .isEqualTo(("partitions 1, planned 3: kafka-topics.sh --bootstrap-server %1$s --alter --topic %2$s"
                                    + " --partitions 3; retention.ms 604800000: kafka-configs.sh --bootstrap-server %1$s"
                                    + " --alter --entity-type topics --entity-name %2$s --add-config retention.ms=2592000000")
                            .formatted(settings.bootstrapServers(), kept));
            assertThat(setup.differences().get(compacted))
                    .startsWith("cleanup.policy delete: ")
                    .endsWith(" --add-config cleanup.policy=compact");

            alter(kept, "retention.ms", "-1");
            alter(compacted, "cleanup.policy", "compact");
            partitions(kept, 3);
            await().untilAsserted(() -> {
                setup.look();
                assertThat(setup.differences()).isEmpty();
            });
        }
    }

    private static void alter(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void partitions(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        }
    }

    @Test
    void everyTopicOfTheProductIsPlannedWithItsDeadLetterTopic() {
        List<TopicPlan> plans = TopicPlan.ofProduct(settings);

        assertThat(plans)
                .extracting(TopicPlan::name)
                .contains(Topics.TICKETS, Topics.MESSAGES, Topics.RATINGS, Topics.TYPING)
                .contains(Topics.IDENTITY_USERS, Topics.IDENTITY_SESSIONS)
                .contains(Topics.deadLetterTopicOf(Topics.TICKETS), Topics.deadLetterTopicOf(Topics.IDENTITY_USERS))
                .hasSize(11);
        assertThat(plans)
                .filteredOn(plan -> plan.name().equals(Topics.MESSAGES))
                .extracting(TopicPlan::config)
                .containsExactly(Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "2592000000",
                        "message.timestamp.type",
                        "CreateTime",
                        "message.timestamp.before.max.ms",
                        "4000"));
    }

    /// On a cluster that gives prefixes, those of other systems and the dead-letter topics have it too.
    @Test
    void everyTopicIsMadeBehindThePrefixAsPlanned() throws Exception {
        KafkaNames names = new KafkaNames(TestKafka.unique("desk") + ".", "");
        KafkaSettings shared = settings.with(names);
        List<TopicPlan> plans = TopicPlan.ofProduct(shared);
        assertThat(plans)
                .extracting(TopicPlan::name)
                .containsExactlyInAnyOrderElementsOf(TopicPlan.ofProduct(settings).stream()
                        .map(TopicPlan::name)
                        .map(names::topic)
                        .toList());
        String people = names.topic(Topics.IDENTITY_USERS);
        TestKafka.createTopic(TestKafka.bootstrapServers(), people, 1);
        alter(people, "cleanup.policy", "compact");
        try (Broker broker = new Broker(shared, "topic-setup-test");
                TopicSetup setup = new TopicSetup(broker, plans)) {
            setup.start();
            await().until(setup::look);

            assertThat(setup.done()).isTrue();
            assertThat(setup.differences())
                    .as("whose people they are chooses the partitions")
                    .isEmpty();
            assertThat(broker.partitions(List.of(names.topic(Topics.TICKETS)))).hasSize(3);
            assertThat(config(names.topic(Topics.MESSAGES)).get("retention.ms").value())
                    .isEqualTo("2592000000");
            assertThat(config(names.topic(Topics.deadLetterTopicOf(Topics.MESSAGES)))
                            .get("max.compaction.lag.ms")
                            .value())
                    .isEqualTo("604800000");
        }
    }

    /// Kafka takes '.' and '_' for one another: two teams' prefixes may differ in nothing else.
    @Test
    void aPrefixThatTheClusterRefusesIsSaid() {
        String team = TestKafka.unique("team");
        KafkaSettings dotted = settings.with(new KafkaNames(team + ".", ""));
        KafkaSettings scored = settings.with(new KafkaNames(team + "_", ""));
        try (Broker first = new Broker(dotted, "topic-setup-test");
                TopicSetup made = new TopicSetup(first, TopicPlan.ofProduct(dotted));
                Broker second = new Broker(scored, "topic-setup-test");
                TopicSetup refused = new TopicSetup(second, TopicPlan.ofProduct(scored))) {
            made.start();
            await().until(made::done);
            refused.start();

            assertThat(refused.done()).isFalse();
            assertThat(second.sentence()).startsWith("refuses this service: ").contains("collides");
        }
    }

    /// The default of the Kubernetes base, on one broker.
    @Test
    void aReplicationThatTheClusterHasNotIsSaidAndHealthIsDegraded() {
        KafkaSettings tooMany = new KafkaSettings(TestKafka.bootstrapServers(), 3, (short) 3);
        List<TopicPlan> plans = List.of(TopicPlan.compacted(tooMany, TestKafka.unique("replicated")));
        try (Broker broker = new Broker(tooMany, "topic-setup-test");
                TopicSetup setup = new TopicSetup(broker, plans)) {
            setup.start();

            assertThat(broker.sentence())
                    .startsWith("does not do what this service asks: InvalidReplicationFactor: ")
                    .contains("3");
            assertThat(broker.usable()).isFalse();
            assertThat(setup.reason()).isEqualTo("Kafka " + broker.sentence());
            HealthCheckResponse health = HealthChecks.topics(setup).call();
            assertThat(health.status()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(health.details())
                    .containsEntry("degraded", true)
                    .containsEntry("stand", false)
                    .containsEntry("reason", setup.reason());
        }
    }

    @Test
    void topicsThatStandAreWellAndThoseThatNobodyHasMadeAreNot() {
        List<TopicPlan> plans = List.of(TopicPlan.compacted(settings, TestKafka.unique("made")));
        try (Broker broker = new Broker(settings, "topic-setup-test");
                TopicSetup setup = new TopicSetup(broker, plans)) {
            assertThat(HealthChecks.topics(setup).call().details())
                    .containsEntry("degraded", true)
                    .containsEntry("reason", "The broker is away");
            setup.start();
            assertThat(HealthChecks.topics(setup).call().details())
                    .containsEntry("degraded", false)
                    .containsEntry("reason", "");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    replicas, in sync, min.insync.replicas, said
                    3,        3,       2,                   ''
                    3,        2,       2,                   ''
                    3,        1,       2,                   '1 of 3 replicas in sync, and nothing is taken with fewer than 2: see to the other brokers'
                    1,        1,       2,                   ''
                    3,        0,       1,                   '0 of 3 replicas in sync, and nothing is taken with fewer than 1: see to the other brokers'
                    """, useHeadersInDisplayName = true)
    void aTopicThatTakesNothingForWantOfReplicasDiffers(int replicas, int inSync, String asked, String said) {
        TopicPlan plan = new TopicPlan("one", 3, (short) replicas, false, Map.of());
        TopicStanding standing = new TopicStanding(3, replicas, inSync, Map.of("min.insync.replicas", asked));

        assertThat(TopicDifference.of(List.of(plan), Map.of("one", standing), "here"))
                .isEqualTo(said.isEmpty() ? Map.of() : Map.of("one", said));
    }

    @Test
    void aTopicOfOursWithFewerReplicasThanPlannedDiffers() {
        KafkaSettings three = new KafkaSettings("here", 3, (short) 3);
        List<TopicPlan> plans = TopicPlan.ofProduct(three);

        assertThat(TopicDifference.of(plans, standings(plans, 1), "here"))
                .as("but of other systems' topics, which they have made as they like")
                .hasSize(plans.size() - 2)
                .doesNotContainKeys(Topics.IDENTITY_USERS, Topics.IDENTITY_SESSIONS)
                .containsEntry(
                        Topics.TICKETS,
                        "replicas 1, planned 3: kafka-reassign-partitions.sh --bootstrap-server here"
                                + " --reassignment-json-file FILE --execute, with the FILE of operation.md, More replicas");
        assertThat(TopicDifference.of(plans, standings(plans, 3), "here")).isEmpty();
        assertThat(TopicDifference.of(plans, standings(plans, 5), "here")).isEmpty();
    }

    private static Map<String, TopicStanding> standings(List<TopicPlan> plans, int replicas) {
        return plans.stream()
                .collect(Collectors.toMap(
                        TopicPlan::name,
                        plan -> new TopicStanding(plan.partitions(), replicas, replicas, plan.config())));
    }

    private static Config config(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
        }
    }
}
