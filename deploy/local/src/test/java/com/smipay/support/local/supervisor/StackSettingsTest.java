package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.Services;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StackSettingsTest {
    @Test
    void withoutAWordItIsOneOfEverythingOn8080InTheCheckout() {
        StackSettings settings = StackSettings.from(Map.of());
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.replicas().names()).isEqualTo(Services.ALL);
        assertThat(settings.rateLimit()).isTrue();
        assertThat(settings.postgres()).isEmpty();
        assertThat(settings.pgBouncer()).isEmpty();
        assertThat(settings.kafka()).isEmpty();
        assertThat(settings.kafkaNames()).isEqualTo(KafkaNames.PLAIN);
        assertThat(settings.servicesFrom()).isEmpty();
        assertThat(settings.home().directory()).endsWithRaw(Path.of(".local")).isAbsolute();
    }

    @Test
    void theEnvironmentHasTheLastWord() {
        StackSettings settings = StackSettings.from(Map.of(
                "SUPPORT_PORT", "9090",
                "SUPPORT_HOME", "somewhere/else",
                "SUPPORT_REALTIME_INSTANCES", "2",
                "SUPPORT_TICKET_INSTANCES", "3",
                "SUPPORT_RATE_LIMIT", "0",
                "SUPPORT_SERVICES_FROM", "of/before",
                "SUPPORT_POSTGRES_URL", "postgresql://me:secret@db.example:6432",
                "SUPPORT_PGBOUNCER", "/bin/sh",
                "SUPPORT_KAFKA", "one:9092,two:9092"));
        assertThat(settings.port()).isEqualTo(9090);
        assertThat(settings.home().directory())
                .endsWithRaw(Path.of("somewhere", "else"))
                .isAbsolute();
        assertThat(settings.replicas().names())
                .containsExactly(
                        "ticket-service",
                        "ticket-service-2",
                        "ticket-service-3",
                        "messaging-service",
                        "rating-service",
                        "realtime-service",
                        "realtime-service-2");
        assertThat(settings.rateLimit()).isFalse();
        assertThat(settings.postgres().orElseThrow().display()).isEqualTo("postgresql://db.example:6432");
        assertThat(settings.pgBouncer()).contains(Path.of("/bin/sh"));
        assertThat(settings.kafka()).contains("one:9092,two:9092");
        assertThat(settings.servicesFrom().orElseThrow())
                .endsWithRaw(Path.of("of", "before"))
                .isAbsolute();
    }

    /// The services read the same two variables; what they would refuse is refused before any of them is started.
    @Test
    void whatTopicsAndGroupsBeginWithIsWhatTheServicesAreTold() {
        assertThat(StackSettings.from(Map.of("KAFKA_TOPIC_PREFIX", "desk.", "KAFKA_GROUP_PREFIX", "desk-"))
                        .kafkaNames())
                .isEqualTo(new KafkaNames("desk.", "desk-"));
    }

    @ParameterizedTest
    @CsvSource({
        "SUPPORT_PORT, eighty, SUPPORT_PORT must be a number from 1 to 65535",
        "SUPPORT_PORT, 70000, SUPPORT_PORT must be a number from 1 to 65535",
        "SUPPORT_REALTIME_INSTANCES, 0, SUPPORT_REALTIME_INSTANCES must be a number from 1 to 4",
        "SUPPORT_RATING_INSTANCES, 5, SUPPORT_RATING_INSTANCES must be a number from 1 to 4",
        "KAFKA_TOPIC_PREFIX, our desk, KAFKA_TOPIC_PREFIX must be at most 212 of the characters",
        "KAFKA_GROUP_PREFIX, desk/, KAFKA_GROUP_PREFIX must be at most 212 of the characters",
        "SUPPORT_PGBOUNCER, pgbouncer, SUPPORT_PGBOUNCER must be the path of a program",
        "SUPPORT_PGBOUNCER, /nowhere/pgbouncer, SUPPORT_PGBOUNCER must be the path of a program",
        "SUPPORT_POSTGRES_URL, mysql://x, expected postgresql://user:password@host:port"
    })
    void whatMakesNoSenseIsSaidPlainly(String name, String value, String words) {
        assertThatThrownBy(() -> StackSettings.from(Map.of(name, value)))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining(words);
    }
}
