package com.smipay.support.faults.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    private static final double SECOND = 1e9;

    private Table() {}

    public static List<String> lines(List<Outcome> outcomes) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        outcomes.forEach(outcome -> rows.add(cells(outcome)));
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths)));
        lines.add(
                1, line(java.util.Collections.nCopies(HEAD.size(), ""), widths).replace(' ', '-'));
        return lines;
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
                recovery(outcome),
                outcome.isKept() ? "yes" : "NO");
    }

    /// The median, and the longest where there were several.
    private static String recovery(Outcome outcome) {
        Optional<Duration> median = outcome.medianRecovery();
        return median.map(Table::seconds).orElse("-")
                + (outcome.recoveries().size() > 1
                        ? " (longest "
                                + outcome.longestRecovery().map(Table::seconds).orElse("-") + ")"
                        : "");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / SECOND);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - cell.length()))
                    .append(" |");
        }
        return line.toString();
    }
}
