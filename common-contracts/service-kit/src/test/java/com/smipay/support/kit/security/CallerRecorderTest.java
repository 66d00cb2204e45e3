package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When a person is written down, and when that is spared.
class CallerRecorderTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<TokenPerson> written = new ArrayList<>();
    private final CallerRecorder recorder = new CallerRecorder(written::add, nanos::get);

    @Test
    void whoComesAgainIsNotWrittenAgain() {
        recorder.remember(caller("u-1", "Ada"));
        recorder.remember(caller("u-1", "Ada"));

        assertThat(written).containsExactly(new TokenPerson("u-1", "Ada", null, null, "+2348012345678", false));
    }

    @Test
    void whatIsNewIsWritten() {
        recorder.remember(caller("u-1", "Ada"));
        recorder.remember(caller("u-1", "Adaobi"));
        recorder.remember(caller("u-2", "Ada"));

        assertThat(written).extracting(TokenPerson::firstName).containsExactly("Ada", "Adaobi", "Ada");
    }

    @Test
    void afterAWhileAPersonIsWrittenAgainHoweverOftenTheyCame() {
        recorder.remember(caller("u-1", "Ada"));
        nanos.addAndGet(CallerRecorder.FRESH.toNanos() - 1);
        recorder.remember(caller("u-1", "Ada"));
        assertThat(written).hasSize(1);

        nanos.addAndGet(1);
        recorder.remember(caller("u-1", "Ada"));

        assertThat(written).hasSize(2);
    }

    @Test
    void whoCouldNotBeWrittenIsTriedAgainAndFailsNobody() {
        CallerRecorder failing = new CallerRecorder(person -> {
            written.add(person);
            throw new DatabaseUnavailableException(new IllegalStateException("away"));
        });

        failing.remember(caller("u-1", "Ada"));
        failing.remember(caller("u-1", "Ada"));

        assertThat(written).hasSize(2);
    }

    @Test
    void noMoreThanSoManyAreRemembered() {
        int all = 2 * CallerRecorder.MOST_REMEMBERED;
        IntStream.range(0, all).forEach(i -> recorder.remember(caller("u-" + i, "Ada")));
        written.clear();

        IntStream.range(0, all).forEach(i -> recorder.remember(caller("u-" + i, "Ada")));

        assertThat(written).hasSizeGreaterThanOrEqualTo(all - CallerRecorder.MOST_REMEMBERED);
    }

    private static Caller caller(String id, String firstName) {
        return new Caller(id, null, true, "0801 234 5678", firstName, null, Role.USER, Instant.MAX);
    }
}
