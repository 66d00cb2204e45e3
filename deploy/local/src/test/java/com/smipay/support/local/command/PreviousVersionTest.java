package com.smipay.support.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which commit `deploy/faults rolling-upgrade` takes for the version before this one.
final class PreviousVersionTest {
    private static final String HISTORY = """
            git init -q .
            git config user.email dev@example.com
            git config user.name Dev
            migrations=ticket-service/src/main/resources/db/migration
            mkdir -p $migrations
            touch $migrations/V1__tickets.sql
            git add -A && git commit -q -m "the first migration"
            git commit -q --allow-empty -m "what lacks the second one"
            touch $migrations/V2__more.sql
            git add -A && git commit -q -m "the second migration"
            git commit -q --allow-empty -m "what goes on"
            """;

    private static final String ASKED = """
            . ../lib.sh
            root="$0"
            commit="$(version_before)" || exit 1
            git -C "$root" log -1 --format=%s "$commit"
            """;

    @TempDir
    Path repository;

    @BeforeEach
    void history() throws Exception {
        inRepository(HISTORY);
    }

    @Test
    void withoutATagItIsTheNewestThatLacksTheNewestMigration() throws Exception {
        assertThat(versionBefore("")).isEqualTo("what lacks the second one");
    }

    @Test
    void itIsTheNewestTagAndNotThatOfThisVersionItself() throws Exception {
        inRepository("git tag v1.0.0 HEAD~3");
        assertThat(versionBefore("")).isEqualTo("the first migration");

        inRepository("git tag v1.1.0");
        assertThat(versionBefore("")).isEqualTo("the first migration");
    }

    @Test
    void whoeverRunsItHasTheLastWord() throws Exception {
        inRepository("git tag v1.0.0 HEAD~3");
        assertThat(versionBefore("HEAD~1")).isEqualTo("the second migration");
    }

    @Test
    void whatThisCheckoutDoesNotKnowIsNone() throws Exception {
        assertThat(versionBefore("v9.9.9")).isEmpty();
    }

    private void inRepository(String script) throws Exception {
        ProcessBuilder git = bash("set -e\ncd \"$0\"\n" + script);
        git.inheritIO();
        assertThat(git.start().waitFor()).isZero();
    }

    private String versionBefore(String named) throws IOException {
        ProcessBuilder asked = bash(ASKED);
        asked.environment().put("FAULTS_VERSION_BEFORE", named);
        Process process = asked.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private ProcessBuilder bash(String script) {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", script, repository.toString()));
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        return builder;
    }
}
