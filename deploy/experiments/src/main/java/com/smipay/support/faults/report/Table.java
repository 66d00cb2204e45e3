package com.smipay.support.faults.report;

import com.smipay.support.testkit.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Outcomes as a table for a terminal, or for a page in Markdown.
public final class Table {
    private static final List<String> HEAD = List.of(
            "experiment",
            "what was done",
            "acknowledged",
            "found",
            "missing",
            "duplicates",
            "out of order",
            "recovery s",
            "kept");

    private Table() {}

    public static List<String> lines(List<Outcome> outcomes) {
        return TextTable.lines(HEAD, outcomes.stream().map(Table::cells).toList());
    }

    /// One outcome in a line, for whoever waits for the table.
    public static String words(Outcome outcome) {
        List<String> words = new ArrayList<>();
        List<String> cells = cells(outcome);
        for (int i = 1; i < cells.size(); i++) {
            words.add(i == 1 ? cells.get(i) : HEAD.get(i) + " " + cells.get(i));
        }
        return String.join(", ", words);
    }

    private static List<String> cells(Outcome outcome) {
        return List.of(
                outcome.experiment(),
                outcome.done(),
                Long.toString(outcome.finding().acknowledged()),
                Long.toString(outcome.finding().found()),
                Long.toString(outcome.finding().missing()),
                Long.toString(outcome.finding().duplicates()),
                Long.toString(outcome.finding().outOfOrder()),
                recovery(outcome.recoveries().stream().sorted().toList()),
                outcome.isKept() ? "yes" : "NO");
    }

    /// The median, and the longest where there were several.
    private static String recovery(List<Duration> sorted) {
        if (sorted.isEmpty()) {
            return "-";
        }
        String median = seconds(sorted.get((sorted.size() - 1) / 2));
        return sorted.size() == 1 ? median : median + " (longest " + seconds(sorted.getLast()) + ")";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e9);
    }
}
