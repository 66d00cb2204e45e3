package com.smipay.support.bench.load;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who used the processors between two moments: shows that a load generator is not the bottleneck.
///
/// @param used processor time by name and process. A process that ends takes its time with it: a database's idle
///     connections of the other side must not be taken off what ran meanwhile
public record Processor(Map<String, Map<Long, Duration>> used, long at) {
    static final String GENERATOR = "generator";
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /// @param processes by the name that they are shown under; with the processes that they started
    public static Processor now(Map<String, ? extends Collection<ProcessHandle>> processes) {
        Map<String, Map<Long, Duration>> used = new LinkedHashMap<>();
        used.put(GENERATOR, times(Stream.of(ProcessHandle.current())));
        processes.forEach((name, handles) -> used.put(
                name,
                times(handles.stream().flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants())))));
        return new Processor(used, System.nanoTime());
    }

    /// For example `generator 8 %, postgres 30 %`: of all processors together, since an earlier moment.
    public String shareSince(Processor before) {
        double whole = (at - before.at) * (double) CORES;
        return used.keySet().stream()
                .map(name -> name + " " + Math.round(100 * since(before, name).toNanos() / whole) + " %")
                .collect(Collectors.joining(", "));
    }

    /// Processor time since an earlier moment of everything but the load generator: what a busy machine does not
    /// change much.
    public Duration servedSince(Processor before) {
        return used.keySet().stream()
                .filter(name -> !name.equals(GENERATOR))
                .map(name -> since(before, name))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration since(Processor before, String name) {
        Map<Long, Duration> earlier = before.used.getOrDefault(name, Map.of());
        return used.getOrDefault(name, Map.of()).entrySet().stream()
                .map(entry -> entry.getValue().minus(earlier.getOrDefault(entry.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Map<Long, Duration> times(Stream<ProcessHandle> processes) {
        return processes.collect(Collectors.toMap(
                ProcessHandle::pid,
                process -> process.info().totalCpuDuration().orElse(Duration.ZERO),
                (once, again) -> once));
    }
}
