package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Figure;
import java.util.List;

/// One measurement.
@FunctionalInterface
public interface Scenario {
    /// @return the lines that it adds to the table
    List<Figure> run(Bench bench) throws Exception;
}
