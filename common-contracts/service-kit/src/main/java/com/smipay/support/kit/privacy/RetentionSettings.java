package com.smipay.support.kit.privacy;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long what people wrote is kept (`privacy.md`). Null is for as long as nobody asks to be forgotten.
///
/// @param settled tickets and chats that are settled, since anything happened in them
/// @param origins IP addresses, user agents and devices, since they were told
/// @param notes internal notes, since they were written
public record RetentionSettings(
        @Nullable Duration settled,
        @Nullable Duration origins,
        @Nullable Duration notes) {
    /// @throws IllegalStateException naming the setting that can't be used
    public static RetentionSettings from(Settings settings) {
        return new RetentionSettings(
                kept(settings, "retention.settled"),
                kept(settings, "retention.origins"),
                kept(settings, "retention.notes"));
    }

    private static @Nullable Duration kept(Settings settings, String key) {
        if (settings.optionalText(key) == null) {
            return null;
        }
        Duration kept = settings.duration(key);
        if (kept.isNegative() || kept.isZero()) {
            throw new IllegalStateException("Setting " + key + " must be longer than nothing; empty is for ever");
        }
        return kept;
    }
}
