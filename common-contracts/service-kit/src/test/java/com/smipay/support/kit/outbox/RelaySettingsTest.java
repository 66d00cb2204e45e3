package com.smipay.support.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.kafka.TopicPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaySettingsTest {
    @ParameterizedTest(name = "after {0} rows: {1} ms")
    @CsvSource({"0, 0", "2, 0", "3, 5", "11, 5", "12, 20", "500, 20"})
    void theMoreRowsCameTheLongerTheNextAreGathered(int rows, long millis) {
        assertThat(RelaySettings.standard().gather().after(rows)).isEqualTo(Duration.ofMillis(millis));
    }

    /// Whoever has the next turn finds nothing of the one before on its way that the broker would still take.
    @Test
    void aTurnIsNotOverBeforeItsRecordsAreTooOld() {
        RelaySettings standard = RelaySettings.standard();

        assertThat(standard.untilTooOld()).isGreaterThan(TopicPlan.OLDEST_EVENT);
        assertThat(standard.longestTurn()).isGreaterThan(standard.untilTooOld());
    }
}
