package com.smipay.support.local.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever deploys a version reads in the changelog what it does to their databases, the newest migration too.
final class ChangelogAgreesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__\\w+\\.sql");

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "messaging", "rating"})
    void namesTheNewestMigrationOfEachDatabase(String database) throws IOException {
        int newest;
        try (Stream<Path> files = Files.list(ROOT.resolve(database + "-service/src/main/resources/db/migration"))) {
            newest = files.map(file -> MIGRATION.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        }

        assertThat(Files.readString(ROOT.resolve("common-contracts/docs/changelog.md")))
                .containsPattern(
                        "`%1$s` \\((?:migrations )?V1 to V%2$d\\b|\\bV%2$d of %1$s\\b".formatted(database, newest));
    }
}
