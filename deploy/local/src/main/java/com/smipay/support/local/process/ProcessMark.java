package com.smipay.support.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which process is meant, beyond doubt: a pid alone may have been given to somebody else since.
///
/// @param startedAt milliseconds since the epoch; 0 where the system does not tell
public record ProcessMark(long pid, long startedAt) {
    /// The boot time, from which Linux derives a start time, is rounded to seconds anew by each observer.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    public static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /// The process, while it lives; empty where the pid is free or has another owner now.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::sameStart);
    }

    private boolean sameStart(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Math.abs(start.toEpochMilli() - startedAt) <= TOLERANCE.toMillis())
                .orElse(startedAt == 0);
    }
}
