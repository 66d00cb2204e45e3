package com.smipay.support.servers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which process is meant, beyond doubt: a pid alone may have been given to somebody else since.
///
/// @param start when it was started: where the system tells, in clock ticks since boot, which no change of the clock
///     touches, and otherwise in milliseconds since the epoch; 0 where it does not tell at all
public record ProcessMark(long pid, long start) {
    /// Start times that are derived from the clock differ a little from observer to observer.
    private static final long TOLERANCE = Duration.ofSeconds(2).toMillis();

    private static final int START_FIELD = 19;

    public static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(
                process.pid(),
                ticks(process.pid()).or(() -> milliseconds(process)).orElse(0L));
    }

    /// What was written into that file; empty where nothing was.
    public static Optional<ProcessMark> read(Path file) throws IOException {
        String[] words = Files.exists(file) ? Files.readString(file).strip().split(" ", 2) : new String[0];
        return words.length == 2
                ? Optional.of(new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1])))
                : Optional.empty();
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, pid + " " + start);
    }

    /// The process, while it lives; empty where the pid is free or has another owner now.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::sameStart);
    }

    private boolean sameStart(ProcessHandle process) {
        return ticks(pid)
                .map(ticks -> ticks == start)
                .orElseGet(() -> Math.abs(milliseconds(process).orElse(0L) - start) <= TOLERANCE);
    }

    private static Optional<Long> milliseconds(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }

    /// From Linux's `/proc`. The program's name, in parentheses, may hold anything; what follows it does not.
    private static Optional<Long> ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(
                    Long.valueOf(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_FIELD]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
