package com.smipay.support.acceptance.client;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Everything personal that the tests send bears one of these marks, so that one look at the logs shows whether any of
/// it was written there.
public final class Canary {
    /// Part of every email, name, device id and text of the tests.
    public static final String WORD = "canarybird";

    /// The beginning of every number that [#phone] gives, without its plus.
    private static final String PHONE = "23480377";

    /// What is random or a clock's, and made of digits: in some thousand of these the beginning of a number stands by
    /// chance.
    private static final Pattern CHANCE = Pattern.compile(
            "\"timestamp\":[0-9]{13}|\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|\\b[0-9a-f]{32}\\b|\\b0x[0-9a-f]{8}\\b");

    private Canary() {}

    /// What must never stand in a log: the words, the numbers in their spellings, and the beginning of any token.
    public static List<String> marks() {
        return List.of(WORD, PHONE, "0" + PHONE.substring(3), "eyJhbGciOi", "eyJ0eXAiOi");
    }

    /// A log without its ids and times; every mark in it is somebody's words.
    public static String withoutChance(String log) {
        return CHANCE.matcher(log).replaceAll(" ");
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
