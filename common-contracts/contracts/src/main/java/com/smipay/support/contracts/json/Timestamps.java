package com.smipay.support.contracts.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/// Instants as the API documents print them (`decisions.md` 3). The usual ones are read without a formatter, which
/// takes a sixteenth of the time (ADR 0033, 0053); what is unusual still goes through one.
public final class Timestamps {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final int WITHOUT_FRACTION = "2026-02-24T10:30:00Z".length();
    private static final int FRACTION = WITHOUT_FRACTION;
    private static final int FRACTION_DIGITS = 9;

    private Timestamps() {}

    /// UTC with exactly three decimals; anything finer is cut off.
    public static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /// Any ISO 8601 time with an offset.
    ///
    /// @throws java.time.DateTimeException where it is none
    public static Instant parse(String text) {
        Instant usual = parseUsual(text);
        return usual == null ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from) : usual;
    }

    /// An instant as [Instant#toString] and [#format] print it: `2026-02-24T10:30:00Z`, or with one to nine decimals.
    ///
    /// @return null for everything else, be it an instant or not
    static @Nullable Instant parseUsual(String text) {
        int end = text.length() - 1;
        if (end < WITHOUT_FRACTION - 1
                || end > FRACTION + FRACTION_DIGITS
                || text.charAt(end) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nano = end < FRACTION ? 0 : nano(text, end);
        if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0 || nano < 0) {
            return null;
        }
        if (day > Month.of(month).length(Year.isLeap(year)) || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, nano).toInstant(ZoneOffset.UTC);
    }

    /// What stands between the seconds and the end.
    private static int nano(String text, int end) {
        if (text.charAt(FRACTION - 1) != '.' || end == FRACTION) {
            return -1;
        }
        int nano = number(text, FRACTION, end);
        for (int digits = end - FRACTION; digits < FRACTION_DIGITS; digits++) {
            nano *= 10;
        }
        return nano;
    }

    /// Negative where something else than digits stands there.
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
