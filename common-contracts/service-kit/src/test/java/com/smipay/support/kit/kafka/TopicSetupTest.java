package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
                .containsExactly(Map.of("cleanup.policy", "delete", "retention.ms", "2592000000"));
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
