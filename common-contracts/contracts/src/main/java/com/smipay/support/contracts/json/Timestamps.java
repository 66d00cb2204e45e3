package com.smipay.support.contracts.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Instants as the API documents print them (`decisions.md` 3).
public final class Timestamps {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /// UTC with exactly three decimals; anything finer is cut off.
    public static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
