package com.smipay.support.kit.config;

import io.helidon.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings by key, with errors that name the key and never the value. Empty text counts as absent.
public final class Settings {
    private final Config config;

    public Settings(Config config) {
        this.config = config;
    }

    /// @throws IllegalStateException when the key is absent or empty
    public String text(String key) {
        String value = optionalText(key);
        if (value == null) {
            throw new IllegalStateException("Setting " + key + " is missing");
        }
        return value;
    }

    public @Nullable String optionalText(String key) {
        String value = config.get(key).asString().orElse("").strip();
        return value.isEmpty() ? null : value;
    }

    /// The file that the text of this key came from, for who reads it again; null where it stands in the settings.
    public @Nullable Path file(String key) {
        String file = optionalText(key + ServiceConfig.FILE);
        return file == null ? null : Path.of(file);
    }

    public int number(String key) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("Setting " + key + " must be a whole number", e);
        }
    }

    /// From 0 to 1.
    public double ratio(String key) {
        try {
            double ratio = Double.parseDouble(text(key));
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            throw new IllegalStateException("Setting " + key + " must be a number from 0 to 1", e);
        }
        throw new IllegalStateException("Setting " + key + " must be a number from 0 to 1");
    }

    /// ISO 8601, for example `PT0.5S`.
    public Duration duration(String key) {
        try {
            return Duration.parse(text(key));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalStateException("Setting " + key + " must be an ISO 8601 duration", e);
        }
    }

    /// For example `Africa/Lagos`.
    public ZoneId zone(String key) {
        try {
            return ZoneId.of(text(key));
        } catch (DateTimeException e) {
            throw new IllegalStateException(
                    "Setting " + key + " must be a time zone, for example Africa/Lagos or UTC", e);
        }
    }

    public boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException("Setting " + key + " must be true or false");
        };
    }

    /// Comma-separated, trimmed, empty entries left out.
    public List<String> list(String key) {
        String value = optionalText(key);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList();
    }

    /// Comma-separated, at least one.
    public List<URI> addresses(String key) {
        List<String> addresses = list(key);
        if (addresses.isEmpty()) {
            throw new IllegalStateException("Setting " + key + " is missing");
        }
        return addresses.stream().map(URI::create).toList();
    }

    public @Nullable URI optionalAddress(String key) {
        String value = optionalText(key);
        return value == null ? null : URI.create(value);
    }
}
