package com.smipay.support.kit.db;

import com.smipay.support.kit.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A password as it is now: one that stands in a file is read again for each new connection, so that it can be changed
/// without a restart.
final class DatabasePassword {
    private DatabasePassword() {}

    /// @param key of the setting
    /// @throws IllegalStateException when it is missing
    static Supplier<String> of(Settings settings, String key) {
        Path file = settings.file(key);
        String first = settings.text(key);
        return file == null ? () -> first : () -> read(file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The file of the database's password can't be read", e);
        }
    }
}
