package com.smipay.support.bench.measure;

import com.smipay.support.bench.measure.Figure.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs two sides in turns, and the other one first in every second pair, so that neither always follows the other.
///
/// @param ours one figure for each pair
public record Pairs(List<Double> ours, List<Double> peer) {
    /// One run of one side.
    @FunctionalInterface
    public interface Side {
        double run() throws Exception;
    }

    public static Pairs run(int count, Side ours, Side peer) throws Exception {
        List<Double> left = new ArrayList<>();
        List<Double> right = new ArrayList<>();
        for (int pair = 0; pair < count; pair++) {
            if (pair % 2 == 0) {
                left.add(ours.run());
                right.add(peer.run());
            } else {
                right.add(peer.run());
                left.add(ours.run());
            }
        }
        return new Pairs(left, right);
    }

    /// The line of the table that says so.
    public Figure figure(String scenario, String what, String unit, @Nullable Target target, String... notes) {
        return new Figure(scenario, what, unit, Spread.of(ours), Spread.of(peer), ratio(), target, List.of(notes));
    }

    /// Ours divided by the peer's, pair by pair.
    public Spread ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < ours.size(); pair++) {
            ratios.add(ours.get(pair) / peer.get(pair));
        }
        return Spread.of(ratios);
    }
}
