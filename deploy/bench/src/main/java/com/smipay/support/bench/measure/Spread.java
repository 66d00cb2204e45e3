package com.smipay.support.bench.measure;

import java.util.List;
import java.util.Locale;

/// What a figure was over several runs.
///
/// @param median of an even number of runs the mean of the middle two
public record Spread(double median, double low, double high) {
    /// @throws IllegalArgumentException without any run
    public static Spread of(List<Double> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("No run, no figure");
        }
        List<Double> sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /// With as many digits as the figure deserves.
    public String text() {
        return digits(median) + " (" + digits(low) + ".." + digits(high) + ")";
    }

    static String digits(double figure) {
        String format = Math.abs(figure) >= 100 ? "%.0f" : Math.abs(figure) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, figure);
    }
}
