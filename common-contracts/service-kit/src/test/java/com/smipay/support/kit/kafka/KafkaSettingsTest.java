package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.kit.config.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    @Test
    void propertiesAreThoseOfConnections() {
        assertThat(KafkaSettings.properties("# our cluster\nsecurity.protocol=SSL\n\nssl.truststore.type = PEM\n"))
                .isEqualTo(Map.of("security.protocol", "SSL", "ssl.truststore.type", "PEM"));
        assertThat(KafkaSettings.properties(null)).isEmpty();
    }

    /// Order and delivery hang on some; and a key that broke over lines is no name to be told.
    @Test
    void othersAreSaidAllAtOnceAndNeverTheirValues() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaSettings.properties(
                        "security.protokol=SSL\nacks=secret\npartitioner.class=x\nMIIEvQIBADANBgkqhkiG9w0BAQ==\n"))
                .withMessageEndingWith(
                        "and not for: a line that is no name, acks, partitioner.class, security.protokol")
                .withMessageNotContainingAny("secret", "MIIE");
    }

    @Test
    void prefixesAreThoseOfTheSettingsAndEmptyByThemselves() {
        assertThat(names(Map.of())).isEqualTo(KafkaNames.PLAIN);
        assertThat(names(Map.of("kafka.topic-prefix", "desk.", "kafka.group-prefix", "desk-")))
                .isEqualTo(new KafkaNames("desk.", "desk-"));
    }

    @Test
    void whatIsNoPrefixIsSaidAllAtOnceByItsSettingAndNeverByItsValue() {
        String tooLong = "d".repeat(213);
        assertThatIllegalStateException()
                .isThrownBy(() -> names(Map.of("kafka.topic-prefix", tooLong, "kafka.group-prefix", "our desk/")))
                .withMessageContainingAll("Setting kafka.topic-prefix must be", "Setting kafka.group-prefix must be")
                .withMessageNotContainingAny(tooLong, "our desk");
        assertThatIllegalStateException()
                .isThrownBy(() -> names(Map.of("kafka.topic-prefix", "désk.")))
                .withMessage("Setting kafka.topic-prefix must be " + KafkaNames.FORM);
    }

    private static KafkaNames names(Map<String, String> prefixes) {
        Map<String, String> settings = new HashMap<>(prefixes);
        settings.put("kafka.bootstrap-servers", "a:1");
        settings.put("kafka.partitions", "1");
        settings.put("kafka.replication-factor", "1");
        return KafkaSettings.from(new Settings(Config.just(ConfigSources.create(settings))))
                .names();
    }

    @Test
    void settingsPrintNoSecret() {
        KafkaSettings settings =
                new KafkaSettings("a:1", 1, (short) 1, null, Map.of("sasl.jaas.config", "password"), KafkaNames.PLAIN);

        assertThat(settings.client("id")).containsEntry("sasl.jaas.config", "password");
        assertThat(settings.toString()).doesNotContain("password");
    }
}
