package com.smipay.support.faults.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One figure over time.
///
/// @param name with its unit
/// @param alarm a growth of less is nothing yet; `WITH_USE` where it grows with what people write
/// @param points in the order of time
public record Series(String name, double alarm, List<Point> points) {
    static final double WITH_USE = Double.POSITIVE_INFINITY;

    /// A figure that has a third more in the last quarter than in the second one grows.
    private static final double GROWTH = 1.35;

    /// Fewer say nothing about a quarter.
    private static final int FEWEST = 16;

    /// @param at since the beginning
    public record Point(Duration at, double value) {}

    Series(String name, double alarm) {
        this(name, alarm, new ArrayList<>());
    }

    void add(Duration at, double value) {
        points.add(new Point(at, value));
    }

    /// The median of the second quarter: what is warm by then, and not yet old.
    double early() {
        return median(1);
    }

    double late() {
        return median(3);
    }

    double highest() {
        return points.stream().mapToDouble(Point::value).max().orElse(0);
    }

    /// Whether it has no cause to grow and has grown.
    boolean grows() {
        return points.size() >= FEWEST && late() > early() * GROWTH && late() - early() > alarm;
    }

    boolean mayGrow() {
        return alarm == WITH_USE;
    }

    private double median(int quarter) {
        List<Double> sorted = points.subList(points.size() * quarter / 4, points.size() * (quarter + 1) / 4).stream()
                .map(Point::value)
                .sorted()
                .toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
