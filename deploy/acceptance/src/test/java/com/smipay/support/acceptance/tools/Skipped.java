package com.smipay.support.acceptance.tools;

import org.opentest4j.TestAbortedException;

/// A test that this machine can't run. It says so on a line of its own, so that nobody takes it for green.
public final class Skipped {
    private Skipped() {}

    /// @param reason what is missing, and what was tried
    public static TestAbortedException because(String reason) {
        String line = "SKIPPED: " + reason;
        System.err.println(line);
        return new TestAbortedException(line);
    }
}
