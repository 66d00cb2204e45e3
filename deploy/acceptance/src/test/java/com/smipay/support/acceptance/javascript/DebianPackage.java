package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.javascript.Command.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program that Debian packages. Where it is missing and the build runs as root, as in a container that lives for one
/// build, apt brings it. A developer's own machine is left as it is.
///
/// @param name of the package
/// @param program what it brings
record DebianPackage(String name, Path program) {
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<String> PATIENCE =
            List.of("-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=120");

    /// The program, which may have had to be installed; else the test is skipped, with a line that says so.
    Path installed() {
        if (Files.isExecutable(program)) {
            return program;
        }
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(APT)) {
            throw Skipped.because(program + " is missing; apt-get install " + name + " brings it");
        }
        apt(List.of("update", "-q"));
        Outcome outcome = apt(List.of("install", "-q", "-y", "--no-install-recommends", name));
        if (!Files.isExecutable(program)) {
            throw Skipped.because(program + " is missing, and apt-get did not bring it: " + lastLine(outcome.output()));
        }
        return program;
    }

    private static Outcome apt(List<String> words) {
        List<String> all = new ArrayList<>(List.of(APT.toString()));
        all.addAll(PATIENCE);
        all.addAll(words);
        return new Command(Path.of("/"), all, Map.of("DEBIAN_FRONTEND", "noninteractive"), LIMIT).run();
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }
}
