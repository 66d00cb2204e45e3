package com.smipay.support.servers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A program's start-up cache (JEP 483, 514, 515): its classes read and linked, and its methods profiled, by a training
/// run at build time. It belongs to the very jars that it was made from; Java goes on without it where they differ.
public final class StartCache {
    /// The options of a program without one. Its classes are loaded while requests wait for them, and a virtual thread
    /// that waits for a class keeps its carrier: two cores have two, and both kept is a service that stands still
    /// (ADR 0041).
    static final List<String> NONE = List.of("-Djdk.virtualThreadScheduler.parallelism=16");

    /// A system property of the training run's supervisor: its programs write caches instead of reading them.
    public static final String TRAINING = "support.training";

    /// A program in training writes its cache when it ends, which takes as long as all of its start.
    private static final Duration TRAINING_STOP_LIMIT = Duration.ofMinutes(3);

    private StartCache() {}

    /// The options of `java` that write the cache of this file in a training run, and read it in any other where it is
    /// there and no older than the jar and the libraries in `libs` beside it: Java itself does not notice one that
    /// was replaced (OpenJDK bug 8377932).
    static List<String> options(Path jar, Path cache) {
        if (Boolean.getBoolean(TRAINING)) {
            return List.of("-XX:AOTCacheOutput=" + cache);
        }
        return isNewer(cache, jar) ? List.of("-XX:AOTCache=" + cache) : NONE;
    }

    /// How long a program may take to stop.
    public static Duration stopLimit(Duration usual) {
        return Boolean.getBoolean(TRAINING) ? TRAINING_STOP_LIMIT : usual;
    }

    private static boolean isNewer(Path cache, Path jar) {
        Path libraries = jar.resolveSibling("libs");
        try (Stream<Path> beside = Files.isDirectory(libraries) ? Files.list(libraries) : Stream.empty()) {
            FileTime made = Files.getLastModifiedTime(cache);
            for (Path file : Stream.concat(Stream.of(jar), beside).toList()) {
                if (made.compareTo(Files.getLastModifiedTime(file)) < 0) {
                    return false;
                }
            }
            return Files.isReadable(cache);
        } catch (IOException e) {
            // Gone in this moment: then it is not used.
            return false;
        }
    }
}
