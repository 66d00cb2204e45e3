package com.smipay.support.servers.process;

import java.io.IOException;

/// The signals that Java can't send by itself.
public enum Signal {
    INT,
    QUIT,
    /// Makes a process stand still: its listeners accept connections and answer nothing.
    STOP,
    CONT,
    /// To PgBouncer: let no transaction begin.
    USR1,
    /// To PgBouncer: go on.
    USR2;

    /// Sent with the shell's own `kill`, which needs no further program. A process that is gone is no error.
    public void send(ProcessHandle process) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "kill -" + name() + " \"$0\"", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        shell.onExit().join();
    }
}
