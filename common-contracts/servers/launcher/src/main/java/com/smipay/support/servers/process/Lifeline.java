package com.smipay.support.servers.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Ends another process when this one dies, even by `kill -9`: a shell waits at a pipe that the system closes then.
public final class Lifeline implements AutoCloseable {
    private static final String WATCH = "read -r word || kill -QUIT \"$0\"";

    private final Process shell;

    private Lifeline(Process shell) {
        this.shell = shell;
    }

    public static Lifeline to(ProcessHandle process) throws IOException {
        return new Lifeline(new ProcessBuilder("sh", "-c", WATCH, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// The other process is no longer tied to this one.
    @Override
    public void close() throws IOException {
        if (shell.isAlive()) {
            try (var pipe = shell.getOutputStream()) {
                pipe.write("over\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
