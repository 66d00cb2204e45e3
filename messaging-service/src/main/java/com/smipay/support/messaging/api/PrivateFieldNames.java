package com.smipay.support.messaging.api;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Field names by which somebody may have meant that the user is not to see a text (`decisions.md` 52).
final class PrivateFieldNames {
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z]");

    /// In whatever name they stand: `isInternal`, `is-private`, `privately`.
    private static final Set<String> WORDS = Set.of("internal", "private", "hidden", "confidential");

    private static final Set<String> NAMES = Set.of(
            "note",
            "isnote",
            "asnote",
            "noteonly",
            "visibility",
            "visible",
            "isvisible",
            "public",
            "ispublic",
            "adminonly",
            "adminsonly",
            "agentonly",
            "agentsonly",
            "staffonly",
            "teamonly",
            "supportonly");

    private PrivateFieldNames() {}

    static boolean isOne(String field) {
        String name = SEPARATORS.matcher(field.toLowerCase(Locale.ROOT)).replaceAll("");
        return NAMES.contains(name) || WORDS.stream().anyMatch(name::contains);
    }
}
