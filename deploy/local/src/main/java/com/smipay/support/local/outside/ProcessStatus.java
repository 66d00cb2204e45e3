package com.smipay.support.local.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What Linux tells of a process under `/proc`.
public final class ProcessStatus {
    private ProcessStatus() {}

    /// @param name such as `VmRSS`, which is in kilobytes
    public static double number(ProcessHandle process, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("The system does not tell"));
        }
    }
}
