package com.smipay.support.acceptance.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Who gets what: one row for each call or event, one column for each caller.
///
/// @param rows by the name of the call
record AccessTable(List<String> callers, Map<String, List<String>> rows) {
    /// One thing to try.
    record Cell(String call, String caller, String expected) {
        @Override
        public String toString() {
            return call + " by " + caller + " -> " + expected;
        }
    }

    /// @param text columns separated by bars, the first line naming the callers
    static AccessTable of(String text) {
        List<List<String>> lines = text.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
        List<String> callers = lines.getFirst().subList(1, lines.getFirst().size());
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != callers.size() + 1) {
                throw new IllegalArgumentException("A row of another width: " + line);
            }
            rows.put(line.getFirst(), line.subList(1, line.size()));
        }
        return new AccessTable(callers, rows);
    }

    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        rows.forEach((call, expected) -> {
            for (int i = 0; i < callers.size(); i++) {
                cells.add(new Cell(call, callers.get(i), expected.get(i)));
            }
        });
        return cells;
    }

    /// One test for each cell.
    ///
    /// @param target what a cell is tried on, asked for in each test: one for all, or a fresh one each time
    Stream<DynamicTest> tests(Supplier<Attackers> target, BiConsumer<Cell, Attackers> trial) {
        return cells().stream()
                .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> trial.accept(cell, target.get())));
    }
}
