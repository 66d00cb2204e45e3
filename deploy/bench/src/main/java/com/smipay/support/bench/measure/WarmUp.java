package com.smipay.support.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Runs a side before it is measured, until it has become as fast as it gets: a JVM under load compiles for minutes, a
/// Node process for seconds, and what is to be compared is how they serve for the rest of their lives.
///
/// @param most ends it in any case
public record WarmUp(Duration most) {
    public static final Duration STEP = Duration.ofSeconds(10);
    private static final int FEWEST = 4;
    private static final int LATEST = 2;

    /// What counts as faster, and not as luck.
    private static final double RISE = 1.05;

    /// @param side gives its rate over [#STEP]
    /// @return the rates that it had
    public List<Double> run(Pairs.Side side) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        List<Double> rates = new ArrayList<>();
        do {
            rates.add(side.run());
        } while (System.nanoTime() < end && !isOver(rates));
        return List.copyOf(rates);
    }

    /// For a side whose runs are short: as many as it takes, and their mean.
    public static Pairs.Side repeated(Pairs.Side side) {
        return () -> {
            long end = System.nanoTime() + STEP.toNanos();
            double sum = 0;
            int runs = 0;
            do {
                sum += side.run();
                runs++;
            } while (System.nanoTime() < end);
            return sum / runs;
        };
    }

    /// Whether the latest runs were no faster than what was seen before them.
    static boolean isOver(List<Double> rates) {
        if (rates.size() < FEWEST) {
            return false;
        }
        int before = rates.size() - LATEST;
        double latest = Collections.max(rates.subList(before, rates.size()));
        return latest <= RISE * Collections.max(rates.subList(0, before));
    }
}
