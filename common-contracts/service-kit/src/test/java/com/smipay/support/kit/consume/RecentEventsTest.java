package com.smipay.support.kit.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecentEventsTest {
    private static final String SOURCE = "/messaging-service";
    private static final int ADDED_FOR_EACH = 20;

    /// Around the sizes at which it grows, too.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 511, 512, 513, 1_500})
    void theLatestAreRememberedAndNoOthers(int most) {
        Random random = new Random(most);
        RecentEvents recent = new RecentEvents(most);
        List<RecentEvents.Key> expected = new ArrayList<>();
        List<RecentEvents.Key> forgotten = new ArrayList<>();
        for (int i = 0; i < most * ADDED_FOR_EACH; i++) {
            RecentEvents.Key key = RecentEvents.Key.of(new UUID(random.nextLong(), random.nextLong()), SOURCE);
            recent.add(key);
            expected.add(key);
            if (expected.size() > most) {
                forgotten.add(expected.removeFirst());
            }
        }
        assertThat(expected).hasSize(most).allMatch(recent::contains);
        assertThat(forgotten).noneMatch(recent::contains);
    }

    /// Few different ones, so that they meet in the table, come again while they are remembered, and come back after
    /// they were forgotten.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void whatComesAgainKeepsItsPlace(int most) {
        Random random = new Random(most);
        List<RecentEvents.Key> all = random.ints(2L * most)
                .mapToObj(i -> RecentEvents.Key.of(new UUID(random.nextLong(), i), SOURCE))
                .toList();
        RecentEvents recent = new RecentEvents(most);
        List<RecentEvents.Key> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            RecentEvents.Key key = all.get(random.nextInt(all.size()));
            recent.add(key);
            if (!expected.contains(key)) {
                expected.add(key);
            }
            if (expected.size() > most) {
                expected.removeFirst();
            }
            assertThat(all).filteredOn(recent::contains).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void anIdOfAnotherSourceIsAnother() {
        RecentEvents recent = new RecentEvents(10);
        UUID id = UUID.randomUUID();
        recent.add(RecentEvents.Key.of(id, SOURCE));
        assertThat(recent.contains(RecentEvents.Key.of(id, SOURCE))).isTrue();
        assertThat(recent.contains(RecentEvents.Key.of(id, "/rating-service"))).isFalse();
    }
}
