package com.smipay.support.acceptance.client;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Everything personal that the tests send bears one of these marks, so that one look at the logs shows whether any of
/// it was written there.
public final class Canary {
    /// Part of every email, name, device id and text of the tests.
    public static final String WORD = "canarybird";

    /// The beginning of every number that [#phone] gives, without its plus.
    private static final String PHONE = "23480377";

    private Canary() {}

    /// What must never stand in a log, in lower case: the words, the numbers in their spellings, and the beginning of
    /// any
    /// token. A number is one as a whole only: its first digits stand in one of some thousand random ids too.
    public static List<Pattern> marks() {
        String number = "(?<![0-9a-f-])(234|0)" + PHONE.substring(3) + "[0-9]{5}(?![0-9a-f])";
        return Stream.of(WORD, number, "eyJhbGciOi", "eyJ0eXAiOi")
                .map(mark -> Pattern.compile(mark, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    /// A text that nobody sent before, and that is long enough for a message.
    public static String text(String words) {
        return words + " (" + WORD + " " + UUID.randomUUID() + ")";
    }

    public static String email() {
        return WORD + "-" + UUID.randomUUID() + "@example.com";
    }

    public static String device() {
        return WORD + "-device-" + UUID.randomUUID();
    }

    /// A Nigerian mobile number as people write it; in E.164 it is `+234` and what follows the zero.
    public static String phone() {
        return "0" + PHONE.substring(3)
                + "%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    }
}
