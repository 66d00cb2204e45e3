package com.smipay.support.faults.experiment;

import com.smipay.support.faults.report.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/// One thing that goes wrong while people talk.
///
/// @param name as it is called on the command line
/// @param what is done, in a few words
/// @param settings what `deploy/up` is told beside what every run has. Neighbours in the catalogue that want the same
///     share a stack
/// @param body leaves the stack whole
public record Experiment(String name, String what, Supplier<Map<String, String>> settings, Body body) {
    /// Does it, and looks what became of everything.
    @FunctionalInterface
    public interface Body {
        Outcome run(Lab lab) throws IOException;
    }
}
