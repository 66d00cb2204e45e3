package com.smipay.support.kit.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/// `date_from` and `date_to` of the list (`admin-api.md`, List: query parameters). A date is a whole day of the
/// desk's zone; a time without an offset is the desk's too (`decisions.md` 60).
public final class ListTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration MOST_AHEAD = Duration.ofDays(2);

    private ListTime() {}

    /// The last day that a year of four digits has, in whichever zone, ends with what is kept.
    ///
    /// @param end whether those of that very time (or day) are the last ones: then the result is the first moment
    ///     after
    /// @param desk whose time it is where the text does not say
    public static Optional<Instant> parse(String text, boolean end, ZoneId desk) {
        try {
            // A plus that a client left as it is arrives as a blank.
            Instant time = instant(text.replace(' ', '+'), end, desk);
            if (time.isBefore(FIRST) || time.isAfter(LAST.plus(MOST_AHEAD))) {
                return Optional.empty();
            }
            return Optional.of(time.isAfter(LAST) ? LAST : time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text, boolean end, ZoneId desk) {
        if (text.indexOf('T') < 0 && text.indexOf('t') < 0) {
            LocalDate day = LocalDate.parse(text);
            return (end ? day.plusDays(1) : day).atStartOfDay(desk).toInstant();
        }
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        Instant time =
                parsed instanceof LocalDateTime local ? local.atZone(desk).toInstant() : Instant.from(parsed);
        // What is stored has whole milliseconds.
        Instant milli = time.truncatedTo(ChronoUnit.MILLIS);
        return end || milli.isBefore(time) ? milli.plusMillis(1) : milli;
    }
}
