package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.Processor;
import com.smipay.support.bench.measure.Pairs;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Processes while they are measured: remembers who used the machine during the last run.
final class Watched {
    private final Map<String, List<ProcessHandle>> processes;
    private String share = "";
    private Duration served = Duration.ZERO;

    Watched(Map<String, List<ProcessHandle>> processes) {
        this.processes = processes;
    }

    double run(Pairs.Side side) throws Exception {
        Processor before = Processor.now(processes);
        double figure = side.run();
        Processor after = Processor.now(processes);
        share = after.shareSince(before);
        served = after.servedSince(before);
        return figure;
    }

    /// For example `generator 8 %, postgres 30 %`, of all processors together.
    String share() {
        return share;
    }

    /// Processor time of everything but the load generator.
    Duration served() {
        return served;
    }
}
