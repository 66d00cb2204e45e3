package com.smipay.support.local.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which `pg_dump` and `pg_restore` a command runs: none comes with the product.
final class PostgresPrograms {
    @Option(
            names = "--programs",
            paramLabel = "DIRECTORY",
            description = "Where pg_dump and pg_restore are, of the server's version or newer; else those of the PATH.")
    private @Nullable Path directory;

    @Nullable Path directory() {
        return directory;
    }
}
