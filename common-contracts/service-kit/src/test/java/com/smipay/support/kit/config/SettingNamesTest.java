package com.smipay.support.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {
    private static final Set<String> KNOWN =
            Set.of("DATABASE_URL", "DATABASE_PASSWORD_FILE", "KAFKA_PARTITIONS", "PEERS_RATING_URL", "LOG_LEVEL");

    @ParameterizedTest
    @CsvSource({
        "DATABSE_URL, DATABASE_URL",
        "DATABASE_PASWORD_FILE, DATABASE_PASSWORD_FILE",
        "KAFKA_PARTITION, KAFKA_PARTITIONS",
        "LOG_LEVLE, LOG_LEVEL",
    })
    void aNameThatIsNearlyASettingsIsMostLikelyMisspelt(String given, String meant) {
        assertThat(SettingNames.misspelt(Set.of(given), KNOWN)).isEqualTo(Map.of(given, meant));
    }

    @Test
    void whatIsASettingOrSomethingElseIsLeftAlone() {
        assertThat(SettingNames.misspelt(
                        Set.of("DATABASE_URL", "PATH", "HOME", "PEERS_TICKET_URL", "TICKET_SERVICE_PORT", "LANG"),
                        KNOWN))
                .isEmpty();
    }
}
