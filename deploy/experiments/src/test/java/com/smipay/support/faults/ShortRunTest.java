package com.smipay.support.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The experiments that fit into a build, in their short form; `deploy/faults` runs them all. A product that answers
/// nobody any more keeps its people waiting: that is no reason to keep a build waiting.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ShortRunTest {
    @TempDir
    Path directory;

    @Test
    void everyPromiseHoldsInTheShortForm() throws Exception {
        Path json = directory.resolve("faults.json");

        String said = run(
                0,
                "--short",
                "--seed",
                "17",
                "--json",
                json.toString(),
                "kill-messaging",
                "failover",
                "cold-copies",
                "copies",
                "poison",
                "cuts");

        assertThat(said).contains("every promise held");
        JsonNode outcomes = Json.mapper().readTree(json.toFile()).path("outcomes");
        assertThat(outcomes).hasSize(6).allSatisfy(outcome -> {
            JsonNode finding = outcome.path("finding");
            assertThat(finding.path("acknowledged").asLong()).isPositive();
            assertThat(finding.path("found").asLong())
                    .isEqualTo(finding.path("acknowledged").asLong());
        });
    }

    @Test
    void theListNamesEveryExperiment() {
        assertThat(run(0, "--list")).contains("kill-ticket\t", "overload\t", "full-disk\t", "pgbouncer\t");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(run(2, "no-such-thing")).contains("No experiment is called no-such-thing");
    }

    private static String run(int code, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int exit = new CommandLine(new FaultsCommand()).setOut(out).setErr(out).execute(arguments);
        assertThat(exit).as(said.toString()).isEqualTo(code);
        return said.toString();
    }
}
