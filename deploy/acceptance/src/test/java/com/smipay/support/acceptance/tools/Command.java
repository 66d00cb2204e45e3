package com.smipay.support.acceptance.tools;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that runs to its end, without a terminal and without input. It never outlives its limit, and neither does
/// what it started.
///
/// @param folder where it runs
/// @param environment besides what this process has
public record Command(Path folder, List<String> words, Map<String, String> environment, Duration limit) {
    /// @param exitCode 0 where all is well
    /// @param output both streams, as they came
    public record Outcome(int exitCode, String output) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /// The exit code where the limit is over, as `timeout` gives it.
    private static final int OUT_OF_TIME = 124;

    /// @throws UncheckedIOException where there is no such program
    public Outcome run() {
        try {
            return run(Files.createTempFile(Files.createDirectories(Path.of("target")), "command-", ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Outcome run(Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(ended ? process.exitValue() : OUT_OF_TIME, Files.readString(output));
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        }
    }
}
