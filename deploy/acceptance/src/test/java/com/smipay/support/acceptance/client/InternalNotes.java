package com.smipay.support.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Every internal note that this run has written. Whatever reaches anybody but an admin is searched for all of them:
/// each answer by [Call], each frame by [LiveSocket].
public final class InternalNotes {
    private static final Set<String> MARKS = ConcurrentHashMap.newKeySet();

    /// What makes each text of the tests unlike any other; a preview may hold no more of it.
    private static final Pattern UNIQUE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private InternalNotes() {}

    /// To be called before it is sent: its frames may be faster than its answer.
    public static void written(String text) {
        MARKS.add(text);
        UNIQUE.matcher(text).results().forEach(match -> MARKS.add(match.group()));
    }

    /// @param note as the answer has it
    static void accepted(JsonNode note) {
        if (note.path("is_internal").asBoolean()) {
            MARKS.add(note.path("id").asText());
        }
    }

    /// The texts, parts of texts and ids of notes that stand in something; empty where all is well.
    public static List<String> in(String anything) {
        return MARKS.stream().filter(anything::contains).toList();
    }

    /// Whether whoever holds this token may see notes.
    static boolean mayBeSeenBy(@Nullable String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        return parts.length == 3 && payload(parts[1]).contains("\"role\":\"admin\"");
    }

    private static String payload(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // One of the tokens that are meant to be broken.
            return "";
        }
    }
}
