package com.smipay.support.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The memory that a process has in the machine, from Linux's `/proc`.
final class Resident {
    private static final double KILO = 1024;

    private Resident() {}

    /// In megabytes, with the processes that it started; what they share is counted once for each, as `ps` does.
    static double megabytes(List<ProcessHandle> processes) throws IOException {
        double sum = 0;
        for (ProcessHandle process : processes) {
            sum += kilobytes(process) / KILO;
        }
        return sum;
    }

    static double kilobytes(ProcessHandle process) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("The system does not tell"));
        }
    }
}
