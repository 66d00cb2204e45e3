package com.smipay.support.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.outbox.OutboxHead.Look;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How far from its beginning the outbox may be taken for empty, with a clock and a database that the test moves.
final class OutboxHeadTest {
    private static final long SERVER = 7;

    private final OutboxHead head = new OutboxHead();
    private long now;

    @Test
    void aPositionIsPassedWhenAllHaveEndedThatRanWhenItWasGivenAndTheDeletionsAreDurable() {
        look(100, 500, 510);
        pass(Duration.ofSeconds(1));
        look(120, 505, 530);
        pass(Duration.ofSeconds(30));
        // 529 may have the position 100, or 90.
        look(130, 529, 600);
        pass(Duration.ofSeconds(30));
        look(140, 530, 610);
        assertThat(head.position()).isZero();

        pass(Duration.ofMillis(1_999));
        look(150, 620, 630);
        assertThat(head.position()).isZero();
        pass(Duration.ofMillis(1));
        look(160, 640, 650);

        assertThat(head.position()).isEqualTo(100);
    }

    @Test
    void whoGotAPositionAndNoNumberYetIsWaitedFor() {
        look(100, 500, 500);
        // The next transaction's number is noted a second later: by then it has one, below it.
        pass(Duration.ofMillis(999));
        look(100, 500, 500);
        pass(Duration.ofMillis(1));
        look(100, 500, 501);
        pass(Duration.ofSeconds(30));
        look(100, 500, 501);
        pass(Duration.ofSeconds(30));
        look(100, 500, 501);

        assertThat(head.position()).isZero();
    }

    @Test
    void itFollowsAsLongAsRowsCome() {
        for (int second = 0; second < 60; second++) {
            look(second * 1_000L, second * 1_000L, second * 1_000L);
            pass(Duration.ofSeconds(1));
        }

        assertThat(head.position()).isBetween(52_000L, 58_000L);
    }

    @Test
    void anotherServerAndOneThatHasLostPositionsBeginFromNothing() {
        for (int second = 0; second < 20; second++) {
            look(1_000, 10 + second, 10 + second);
            pass(Duration.ofSeconds(1));
        }
        assertThat(head.position()).isEqualTo(1_000);

        look(900, 90, 90);
        assertThat(head.position()).isZero();

        for (int second = 0; second < 20; second++) {
            look(1_000, 100 + second, 100 + second);
            pass(Duration.ofSeconds(1));
        }
        assertThat(head.position()).isEqualTo(1_000);
        head.tookAll(new Look(SERVER + 1, 2_000, 200, 200), now);
        assertThat(head.position()).isZero();
    }

    private void look(long lastPosition, long oldestRunning, long nextTransaction) {
        head.tookAll(new Look(SERVER, lastPosition, oldestRunning, nextTransaction), now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
