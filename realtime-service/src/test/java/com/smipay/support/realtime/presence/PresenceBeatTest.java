package com.smipay.support.realtime.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceBeatTest {
    private static final UUID INSTANCE = UUID.fromString("0192f5a0-0000-7000-8000-000000000001");

    private static Caller agent(String id, @Nullable String firstName) {
        return new Caller(id, id + "@smipay.com", true, null, firstName, null, Role.ADMIN, Instant.MAX);
    }

    private static List<Caller> agents(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> agent(prefix + String.format("%05d", i), "Ada"))
                .toList();
    }

    private static String text(PresenceBeat beat) {
        return new String(beat.encode(), StandardCharsets.UTF_8);
    }

    @Test
    void namesEveryAgentOnceAndIntroducesTheNewOnes() {
        PresenceBeat beat = PresenceBeat.of(
                INSTANCE, List.of(agent("ben", null), agent("ada", "Ada"), agent("ben", null)), Set.of("ada"));

        assertThat(text(beat)).isEqualTo("""
                {"instance_id":"0192f5a0-0000-7000-8000-000000000001","agents":["ada","ben"],\
                "people":[{"id":"ben","first_name":null,"last_name":null,"email":"ben@smipay.com"}]}""");
        assertThat(text(PresenceBeat.last(INSTANCE))).isEqualTo("""
                {"instance_id":"0192f5a0-0000-7000-8000-000000000001","agents":[],"people":[]}""");
    }

    @Test
    void introducesAHundredAtATime() {
        PresenceBeat beat = PresenceBeat.of(INSTANCE, agents(150, "a"), Set.of());

        assertThat(beat.agents()).hasSize(150);
        assertThat(beat.people()).hasSize(100);
        assertThat(beat.leftOut()).isZero();
    }

    /// Ids as accounts have them, and names as long as tokens may carry: the body stays within what is taken.
    @Test
    void neverGrowsOverItsBounds() {
        String uuid = "6f9619ff-8b86-4011-b42d-00cf4fc";
        PresenceBeat many = PresenceBeat.of(INSTANCE, agents(2_000, uuid), Set.of());
        PresenceBeat strange = PresenceBeat.of(INSTANCE, agents(2_000, "\"".repeat(200)), Set.of());
        PresenceBeat named = PresenceBeat.of(INSTANCE, List.of(agent("a", "₦".repeat(30_000))), Set.of());

        assertThat(many.agents()).hasSize(1_500);
        assertThat(many.leftOut()).isEqualTo(500);
        assertThat(many.people()).isNotEmpty();
        assertThat(strange.agents()).hasSizeBetween(100, 200);
        assertThat(strange.leftOut()).isEqualTo(2_000 - strange.agents().size());
        assertThat(named.agents()).hasSize(1);
        for (PresenceBeat beat : List.of(many, strange, named)) {
            assertThat(beat.encode()).hasSizeLessThanOrEqualTo(64 * 1024);
        }
    }
}
