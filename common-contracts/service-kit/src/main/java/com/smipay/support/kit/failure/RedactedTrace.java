package com.smipay.support.kit.failure;

import java.util.Arrays;
import java.util.stream.Collectors;

/// An exception as log text without its messages, which may quote a user's words, an address, or SQL parameters:
/// the class names of the chain of causes, and where each was thrown. Made into text when it is logged.
public record RedactedTrace(Throwable thrown) {
    private static final int FRAMES = 12;
    private static final int MOST_CAUSES = 5;

    public static RedactedTrace of(Throwable thrown) {
        return new RedactedTrace(thrown);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < MOST_CAUSES; t = t.getCause(), depth++) {
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
