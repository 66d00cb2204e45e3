package com.smipay.support.faults.report;

import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A whole run, as its JSON file has it.
///
/// @param seed with which the same moments come again
public record Report(Instant began, Duration took, long seed, boolean isShort, int processors, List<Outcome> outcomes) {
    public boolean isKept() {
        return outcomes.stream().allMatch(Outcome::isKept);
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
}
