package com.smipay.support.bench.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the table: what ours did, what the peer did, and their ratio, of which the target speaks.
///
/// @param scenario its number and name
/// @param ratio of each pair, then its median: a disturbance hits both sides of a pair
/// @param target what the ratio must reach; null for a figure that is only reported
/// @param notes beside the figure: the generator's share of the processor, errors
public record Figure(
        String scenario,
        String what,
        String unit,
        Spread ours,
        @Nullable Spread peer,
        @Nullable Spread ratio,
        @Nullable Target target,
        List<String> notes) {

    /// @param bound compared with the median of the ratio, or of ours where there is no peer
    public record Target(Sense sense, double bound) {
        public static Target atLeast(double bound) {
            return new Target(Sense.AT_LEAST, bound);
        }

        public static Target atMost(double bound) {
            return new Target(Sense.AT_MOST, bound);
        }

        boolean isMet(double figure) {
            return sense == Sense.AT_LEAST ? figure >= bound : figure <= bound;
        }

        String text() {
            return (sense == Sense.AT_LEAST ? ">= " : "<= ") + Spread.digits(bound);
        }
    }

    /// Which way is good.
    public enum Sense {
        AT_LEAST,
        AT_MOST
    }

    /// A figure of ours alone.
    public static Figure alone(
            String scenario, String what, String unit, Spread ours, @Nullable Target target, List<String> notes) {
        return new Figure(scenario, what, unit, ours, null, null, target, notes);
    }

    /// `met`, `missed`, or nothing where there is no target.
    public String verdict() {
        if (target == null) {
            return "";
        }
        return target.isMet((ratio == null ? ours : ratio).median()) ? "met" : "missed";
    }
}
