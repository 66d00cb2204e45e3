package com.smipay.support.servers.process;

import java.io.IOException;

/// A short command of the operating system of which only the outcome counts.
public final class SystemCommand {
    private SystemCommand() {}

    /// Waits for its end; what it writes is dropped.
    ///
    /// @return false too where there is no such command
    public static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
