package com.smipay.support.bench.measure;

import com.smipay.support.contracts.json.Json;
import com.smipay.support.testkit.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The table at the end, and the same as a JSON file.
///
/// @param circumstances what else the reader must know: the machine, the load, the pairs
public record Report(List<String> circumstances, List<Figure> figures) {
    private static final List<String> HEAD =
            List.of("scenario", "what", "unit", "ours", "peer", "ratio", "target", "", "notes");

    /// Markdown, with every number as median (lowest..highest).
    public String table() {
        return Stream.concat(
                        TextTable.lines(
                                HEAD, figures.stream().map(Report::cells).toList())
                                .stream(),
                        circumstances.stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    private static List<String> cells(Figure figure) {
        return List.of(
                figure.scenario(),
                figure.what(),
                figure.unit(),
                figure.ours().text(),
                text(figure.peer()),
                text(figure.ratio()),
                figure.target() == null ? "" : figure.target().text(),
                figure.verdict(),
                String.join("; ", figure.notes()));
    }

    private static String text(@Nullable Spread spread) {
        return spread == null ? "" : spread.text();
    }
}
