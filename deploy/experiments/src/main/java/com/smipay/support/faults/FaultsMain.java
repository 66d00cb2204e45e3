package com.smipay.support.faults;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/// `deploy/faults`.
public final class FaultsMain {
    private FaultsMain() {}

    public static void main(String[] arguments) {
        // Clients that lose their servers have much to say about it.
        Logger.getLogger("").setLevel(Level.OFF);
        // The official client's own threads may fall over a line that ends while they read from it; the phone goes on.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!thread.getName().startsWith("OkHttp")) {
                Logger.getLogger("faults").log(Level.SEVERE, "A thread has died: " + thread.getName(), failure);
            }
        });
        Logger.getLogger("faults").setLevel(Level.SEVERE);
        System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
    }
}
