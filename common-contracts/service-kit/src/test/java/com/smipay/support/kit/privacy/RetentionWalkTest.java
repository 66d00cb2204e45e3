package com.smipay.support.kit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @Test
    void aPersonOwnsWhatTheirAccountHasAndWhatNobodyHasClaimedWithTheirAddress() {
        DataSubject person = new DataSubject("u-1", List.of("a@x.ng")).reachedAt(Optional.of(" B@x.ng"));

        assertThat(person.owns(new Owner("u-1", "other@x.ng", null))).isTrue();
        assertThat(person.owns(new Owner(null, "b@x.ng", null))).isTrue();
        assertThat(person.owns(new Owner("u-2", "a@x.ng", null))).isFalse();
        assertThat(person.owns(new Owner(null, "c@x.ng", null))).isFalse();
        assertThat(new DataSubject(null, List.of("a@x.ng")).owns(Owner.erased()))
                .isFalse();
    }
}
