package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
    void settingsPrintNoSecret() {
        KafkaSettings settings = new KafkaSettings("a:1", 1, (short) 1, null, Map.of("sasl.jaas.config", "password"));

        assertThat(settings.client("id")).containsEntry("sasl.jaas.config", "password");
        assertThat(settings.toString()).doesNotContain("password");
    }
}
