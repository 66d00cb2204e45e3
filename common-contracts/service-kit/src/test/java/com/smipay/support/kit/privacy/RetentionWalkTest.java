package com.smipay.support.kit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetentionWalkTest {
    /// As the database compares them: byte by byte, which the text does too.
    @Test
    void theFirstIdOfAMillisecondStandsBeforeEveryIdThatWasMadeInIt() {
        Instant time = Instant.parse("2026-11-30T12:00:00.123Z");
        UUID first = RetentionWalk.firstOf(time);

        for (int i = 0; i < 1_000; i++) {
            assertThat(UuidCreator.getTimeOrderedEpoch(time).toString()).isGreaterThanOrEqualTo(first.toString());
            assertThat(UuidCreator.getTimeOrderedEpoch(time.minusMillis(1)).toString())
                    .isLessThan(first.toString());
        }
    }
}
