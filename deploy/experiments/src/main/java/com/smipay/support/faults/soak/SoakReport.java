package com.smipay.support.faults.soak;

import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.testkit.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a soak has found.
///
/// @param outcomes of all troubles, in their order
/// @param finding of all of them together
public record SoakReport(List<Outcome> outcomes, Finding finding, List<Series> figures) {
    private static final List<String> TROUBLES =
            List.of("trouble", "times", "acknowledged", "missing", "duplicates", "out of order", "kept");
    private static final List<String> FIGURES =
            List.of("figure", "looks", "second quarter", "last quarter", "highest", "grows");

    public boolean isKept() {
        return outcomes.stream().allMatch(Outcome::isKept) && figures.stream().noneMatch(Series::grows);
    }

    /// Both tables: the troubles by name, then every figure over time.
    public List<String> lines() {
        List<String> lines = new ArrayList<>(TextTable.lines(TROUBLES, troubles()));
        lines.add("");
        lines.addAll(
                TextTable.lines(FIGURES, figures.stream().map(SoakReport::cells).toList()));
        return lines;
    }

    private List<List<String>> troubles() {
        Map<String, List<Outcome>> byName = new LinkedHashMap<>();
        outcomes.forEach(each -> byName.computeIfAbsent(each.experiment(), name -> new ArrayList<>())
                .add(each));
        List<List<String>> rows = new ArrayList<>();
        byName.forEach((name, each) -> {
            Finding all = each.stream().map(Outcome::finding).reduce(Finding.NOTHING, Finding::plus);
            rows.add(cells(name, each.size(), all, each.stream().allMatch(Outcome::isKept)));
        });
        rows.add(cells("all", outcomes.size(), finding, outcomes.stream().allMatch(Outcome::isKept)));
        return rows;
    }

    private static List<String> cells(String name, int times, Finding finding, boolean isKept) {
        return List.of(
                name,
                Integer.toString(times),
                Long.toString(finding.acknowledged()),
                Long.toString(finding.missing()),
                Long.toString(finding.duplicates()),
                Long.toString(finding.outOfOrder()),
                isKept ? "yes" : "NO");
    }

    private static List<String> cells(Series figure) {
        return List.of(
                figure.name(),
                Integer.toString(figure.points().size()),
                number(figure.early()),
                number(figure.late()),
                number(figure.highest()),
                figure.grows() ? "YES" : figure.mayGrow() ? "with use" : "no");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    /// A picture of each figure over time, and all numbers behind them as `figures.csv`.
    public void draw(Path directory) throws IOException {
        List<String> rows = new ArrayList<>(List.of("figure;seconds;value"));
        for (Series figure : figures) {
            figure.points()
                    .forEach(point ->
                            rows.add(figure.name() + ";" + point.at().toSeconds() + ";" + number(point.value())));
        }
        Pictures.draw(figures, directory);
        Files.write(directory.resolve("figures.csv"), rows);
    }
}
