package com.smipay.support.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory of this JVM's own, for servers that tests start: under `target/`, gone when the JVM ends in order.
final class Scratch {
    private Scratch() {}

    /// @param atExit runs before the directory is deleted
    static Path directory(String name, ThrowingRunnable atExit) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "servers").toAbsolutePath());
            Path directory = Files.createTempDirectory(parent, name + "-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(directory, atExit)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface ThrowingRunnable {
        void run() throws IOException;
    }

    private static void discard(Path directory, ThrowingRunnable atExit) {
        try {
            atExit.run();
            try (Stream<Path> paths = Files.walk(directory)) {
                List<Path> deepestFirst =
                        paths.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            System.getLogger(Scratch.class.getName()).log(System.Logger.Level.WARNING, "Left behind: " + directory, e);
        }
    }
}
