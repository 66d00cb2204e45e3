package com.smipay.support.faults.experiment;

import com.smipay.support.faults.report.Outcome;
import java.io.IOException;

/// One thing that goes wrong while people talk.
public interface Experiment {
    /// As it is called on the command line.
    String name();

    /// What is done, in a few words.
    String what();

    /// Leaves the stack whole.
    Outcome run(Lab lab) throws IOException;
}
