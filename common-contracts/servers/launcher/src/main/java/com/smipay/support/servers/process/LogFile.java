package com.smipay.support.servers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// Where a process writes what it prints.
public record LogFile(Path path) {
    private static final long FULL = 32L * 1024 * 1024;

    /// Appended to, so that what a process said before it died stays. One that has grown large is put aside first, in
    /// place of the one that was put aside before.
    public ProcessBuilder.Redirect redirect() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (size() > FULL) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    public long size() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /// What was written beyond that size: the words of the process that was started then.
    public String since(long size) throws IOException {
        if (!Files.exists(path)) {
            return "";
        }
        byte[] all = Files.readAllBytes(path);
        int from = (int) Math.min(size, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    }

    /// The last lines, for a person who asks why a process died; empty where there is no such file.
    public String tail(int lines) {
        try {
            if (!Files.exists(path)) {
                return "";
            }
            try (Stream<String> all = Files.lines(path, StandardCharsets.ISO_8859_1)) {
                String[] each = all.toArray(String[]::new);
                return String.join(
                        "\n",
                        Stream.of(each).skip(Math.max(0, each.length - lines)).toList());
            }
        } catch (IOException | UncheckedIOException e) {
            return "(" + path + " can't be read: " + e.getMessage() + ")";
        }
    }
}
