package com.smipay.support.faults.stack;

import com.smipay.support.servers.process.Probe;
import java.net.URI;

/// What a service says about itself.
public record Metrics(URI internal) {
    /// The sum of all series of that name; 0 where there is none.
    public double value(String name) {
        return Probe.body(internal.resolve("/metrics"))
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
