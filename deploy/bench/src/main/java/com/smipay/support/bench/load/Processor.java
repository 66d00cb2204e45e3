package com.smipay.support.bench.load;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who used the processors between two moments: shows that a load generator is not the bottleneck.
///
/// @param used processor time by name
public record Processor(Map<String, Duration> used, long at) {
    private static final String GENERATOR = "generator";
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /// @param processes by the name that they are shown under; with the processes that they started
    public static Processor now(Map<String, ? extends Collection<ProcessHandle>> processes) {
        Map<String, Duration> used = new LinkedHashMap<>();
        used.put(GENERATOR, time(ProcessHandle.current()));
        processes.forEach((name, handles) -> used.put(
                name,
                handles.stream()
                        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                        .map(Processor::time)
                        .reduce(Duration.ZERO, Duration::plus)));
        return new Processor(used, System.nanoTime());
    }

    /// For example `generator 8 %, postgres 30 %`: of all processors together, since an earlier moment.
    public String shareSince(Processor before) {
        double whole = (at - before.at) * (double) CORES;
        return used.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + Math.round(100
                                * entry.getValue()
                                        .minus(before.used.getOrDefault(entry.getKey(), Duration.ZERO))
                                        .toNanos()
                                / whole)
                        + " %")
                .collect(Collectors.joining(", "));
    }

    /// Processor time since an earlier moment of everything but the load generator: what a busy machine does not
    /// change much.
    public Duration servedSince(Processor before) {
        return used.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(GENERATOR))
                .map(entry -> entry.getValue().minus(before.used.getOrDefault(entry.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration time(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
