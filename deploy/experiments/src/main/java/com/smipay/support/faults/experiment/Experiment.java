package com.smipay.support.faults.experiment;

import com.smipay.support.faults.report.Outcome;
import java.io.IOException;
import java.util.Map;

/// One thing that goes wrong while people talk.
public interface Experiment {
    /// As it is called on the command line.
    String name();

    /// What is done, in a few words.
    String what();

    /// What `deploy/up` is told beside what every run has. Neighbours in the catalogue that want the same share a
    /// stack.
    default Map<String, String> settings() {
        return Map.of();
    }

    /// Leaves the stack whole.
    Outcome run(Lab lab) throws IOException;
}
