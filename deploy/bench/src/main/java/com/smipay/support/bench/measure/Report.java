package com.smipay.support.bench.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The table at the end, and the same as a JSON file.
///
/// @param circumstances what else the reader must know: the machine, the load, the pairs
public record Report(List<String> circumstances, List<Figure> figures) {
    private static final List<String> HEAD =
            List.of("scenario", "what", "unit", "ours", "peer", "ratio", "target", "", "notes");

    /// Markdown, with every number as median (lowest..highest).
    public String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        figures.forEach(figure -> rows.add(cells(figure)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < rows.size(); line++) {
            text.append(line(rows.get(line), widths));
            if (line == 0) {
                text.append(rule(widths));
            }
        }
        circumstances.forEach(words -> text.append(words).append('\n'));
        return text.toString();
    }

    public void write(Path file) throws IOException {
        ObjectNode root = Json.mapper().createObjectNode();
        root.set("circumstances", Json.mapper().valueToTree(circumstances));
        root.set("figures", Json.mapper().valueToTree(figures));
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
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

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String rule(int[] widths) {
        return IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-|-", "|-", "-|\n"));
    }
}
