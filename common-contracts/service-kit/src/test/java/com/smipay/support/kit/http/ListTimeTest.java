package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an agent in Lagos means by a time (`decisions.md` 60).
class ListTimeTest {
    private static final ZoneId LAGOS = ZoneId.of("Africa/Lagos");

    @ParameterizedTest
    @CsvSource({
        "2026-11-29,                     2026-11-28T23:00:00Z,     2026-11-29T23:00:00Z",
        "2026-11-29T08:30:00,            2026-11-29T07:30:00Z,     2026-11-29T07:30:00.001Z",
        "2026-11-29T08:30:00Z,           2026-11-29T08:30:00Z,     2026-11-29T08:30:00.001Z",
        "2026-11-29T08:30:00+02:00,      2026-11-29T06:30:00Z,     2026-11-29T06:30:00.001Z",
        "2026-11-29T08:30:00 02:00,      2026-11-29T06:30:00Z,     2026-11-29T06:30:00.001Z",
        "2026-11-29T08:30:00.0005Z,      2026-11-29T08:30:00.001Z, 2026-11-29T08:30:00.001Z",
    })
    void aDayIsTheDesksAndATimeIsAsItSaysOrTheDesks(String text, Instant from, Instant to) {
        assertThat(ListTime.parse(text, false, LAGOS)).hasValue(from);
        assertThat(ListTime.parse(text, true, LAGOS)).hasValue(to);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-13-01", "2026-02-30", "29.11.2026", "-99999-01-01", "2026-11-29T25:00"})
    void whatIsNoTimeIsNone(String text) {
        assertThat(ListTime.parse(text, false, LAGOS)).isEmpty();
    }
}
