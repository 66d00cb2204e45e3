package com.smipay.support.kit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A document of the contracts as it is given out (`decisions.md` 46): in YAML, or in JSON to whoever likes that
/// better, each with an entity tag. Made once at the start; safe for all threads.
public record PublishedDocument(Form yaml, Form json) {
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
    private static final List<String> JSON_NAMES = List.of(JSON);
    private static final List<String> YAML_NAMES =
            List.of(YAML, "application/x-yaml", "text/yaml", "text/x-yaml", "application/vnd.oai.openapi");

    /// One form of a document.
    public static final class Form {
        private final String mediaType;
        private final byte[] bytes;
        private final String tag;

        private Form(String mediaType, byte[] bytes) {
            this.mediaType = mediaType;
            this.bytes = bytes;
            this.tag = '"' + HexFormat.of().formatHex(sha256(bytes), 0, 16) + '"';
        }

        public String mediaType() {
            return mediaType;
        }

        /// Not to be changed: everybody gets the same ones.
        public byte[] bytes() {
            return bytes;
        }

        /// The entity tag with its quotes, the same on every replica of a version.
        public String tag() {
            return tag;
        }

        /// Whether a client holds this form already, by its `If-None-Match`.
        public boolean isHeldBy(@Nullable String ifNoneMatch) {
            return ifNoneMatch != null
                    && Arrays.stream(ifNoneMatch.split(",", -1))
                            .map(tag -> tag.strip().replaceFirst("^W/", ""))
                            .anyMatch(held -> held.equals(tag) || held.equals("*"));
        }
    }

    /// @param resource an absolute class path location without its ending, for example `/openapi/ticket`
    /// @throws IllegalStateException when the contracts lack it: a build fault
    public static PublishedDocument of(String resource) {
        return new PublishedDocument(
                new Form(YAML, read(resource + ".yaml")), new Form(JSON, read(resource + ".json")));
    }

    /// What an `Accept` asks for; YAML where it has no wish, and where it asks for neither.
    public Form accepted(@Nullable String accept) {
        if (accept == null) {
            return yaml;
        }
        return Preference.of(accept, JSON_NAMES).isBefore(Preference.of(accept, YAML_NAMES)) ? json : yaml;
    }

    /// How much a client likes a form.
    ///
    /// @param quality 0 to 1
    /// @param place where it is named in the list; after all places when only a wildcard covers it
    private record Preference(double quality, int place) {
        static Preference of(String accept, List<String> names) {
            Preference best = new Preference(0, Integer.MAX_VALUE);
            String[] ranges = accept.split(",", -1);
            for (int place = 0; place < ranges.length; place++) {
                String[] parts = ranges[place].split(";", -1);
                String type = parts[0].strip().toLowerCase(Locale.ROOT);
                if (names.contains(type)) {
                    return new Preference(quality(parts), place);
                }
                if (type.equals("application/*") || type.equals("*/*")) {
                    best = new Preference(Math.max(best.quality, quality(parts)), Integer.MAX_VALUE);
                }
            }
            return best;
        }

        private static double quality(String[] parts) {
            return Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(part -> part.matches("q=[01](\\.\\d{0,3})?"))
                    .findFirst()
                    .map(part -> Double.parseDouble(part.substring(2)))
                    .orElse(1.0);
        }

        boolean isBefore(Preference other) {
            return quality > other.quality || (quality == other.quality && quality > 0 && place < other.place);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = PublishedDocument.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("No document at " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
