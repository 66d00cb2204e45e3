package com.smipay.support.local.supervisor;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What the person at the terminal reads: one line for each step that takes long, and for what goes wrong.
public class Progress {
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    void report(String process, String what) {
        say("%-18s %s".formatted(process, what));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
