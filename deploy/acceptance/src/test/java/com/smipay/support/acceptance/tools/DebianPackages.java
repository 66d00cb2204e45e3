package com.smipay.support.acceptance.tools;

import com.smipay.support.acceptance.tools.Command.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What Debian packages and a test needs. Where it is missing and the build runs as root, as in a container that lives
/// for one build, apt brings it. A developer's own machine is left as it is.
///
/// @param names of the packages
/// @param look a command that succeeds when they are there
public record DebianPackages(List<String> names, List<String> look) {
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Path ANYWHERE = Path.of("/");
    private static final Duration LOOKING = Duration.ofSeconds(60);
    private static final Duration INSTALLING = Duration.ofMinutes(5);
    private static final List<String> PATIENCE = List.of(
            "-q", "-y", "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=120");

    /// Returns when they are there, which may have had to be brought about; else the test is skipped, with a line that
    /// says so.
    public void require() {
        synchronized (APT) {
            requireAlone();
        }
    }

    /// apt works for one at a time, and tests run side by side.
    private void requireAlone() {
        if (areThere()) {
            return;
        }
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(APT)) {
            throw Skipped.because(
                    String.join(", ", names) + " of Debian is missing, and this build may not install it");
        }
        apt("update", List.of());
        Outcome outcome = apt("install", install());
        if (!areThere()) {
            throw Skipped.because(
                    "apt-get did not bring " + String.join(", ", names) + ": " + lastLine(outcome.output()));
        }
    }

    private boolean areThere() {
        return Files.isExecutable(Path.of(look.getFirst()))
                && new Command(ANYWHERE, look, Map.of(), LOOKING).run().succeeded();
    }

    private List<String> install() {
        List<String> words = new ArrayList<>(List.of("--no-install-recommends"));
        words.addAll(names);
        return words;
    }

    private static Outcome apt(String what, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(APT.toString(), what));
        words.addAll(PATIENCE);
        words.addAll(arguments);
        return new Command(ANYWHERE, words, Map.of("DEBIAN_FRONTEND", "noninteractive"), INSTALLING).run();
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }
}
