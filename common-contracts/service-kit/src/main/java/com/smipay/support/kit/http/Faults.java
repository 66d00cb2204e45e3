package com.smipay.support.kit.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Exceptions as log text without their messages, which may quote a user's words, an address, or SQL parameters.
public final class Faults {
    private static final int FRAMES = 12;

    private Faults() {}

    /// Class names of the chain of causes, and where each was thrown.
    public static String describe(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 5; t = t.getCause(), depth++) {
            text.append(depth == 0 ? "" : " caused by ").append(t.getClass().getName());
            if (t instanceof java.sql.SQLException sql) {
                text.append("[SQLSTATE ").append(sql.getSQLState()).append(']');
            }
            text.append(Arrays.stream(t.getStackTrace())
                    .limit(FRAMES)
                    .map(Object::toString)
                    .collect(Collectors.joining(" < ", " at ", "")));
        }
        return text.toString();
    }
}
