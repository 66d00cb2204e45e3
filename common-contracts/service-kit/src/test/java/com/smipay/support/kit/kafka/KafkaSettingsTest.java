package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    @Test
    void propertiesAreThoseOfKafkasOwnClients() {
        assertThat(KafkaSettings.properties("# our cluster\nsecurity.protocol=SSL\n\nrequest.timeout.ms = 9000\n"))
                .isEqualTo(Map.of("security.protocol", "SSL", "request.timeout.ms", "9000"));
        assertThat(KafkaSettings.properties(null)).isEmpty();
    }

    @Test
    void namesThatNoClientKnowsAreSaidAllAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaSettings.properties("security.protokol=SSL\nsasl.jass.config=secret\nacks=all"))
                .withMessage("Setting kafka.client-properties has names that no Kafka client knows:"
                        + " sasl.jass.config, security.protokol");
    }

    @Test
    void theyGoOverWhatTheServiceItselfWouldSay() {
        KafkaSettings settings = new KafkaSettings("a:1", 1, (short) 1, null, Map.of("request.timeout.ms", "9000"));

        assertThat(settings.client("id")).containsEntry("request.timeout.ms", "9000");
    }
}
