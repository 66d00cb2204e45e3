package com.smipay.support.contracts.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every architecture decision record can be read in the same way, and the table of them leaves none out.
class DecisionRecordsTest {
    private static final Path RECORDS = Checkout.find().docs().resolveSibling("adr");
    private static final Pattern TITLE = Pattern.compile("# (\\d{4}) (\\S.*)");
    private static final Pattern STATUS =
            Pattern.compile("(?m)^Status: (proposed|accepted|superseded by ADR \\d{4}), \\d{4}-\\d{2}-\\d{2}(;.*)?$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[(\\d{4})]\\((\\S+\\.md)\\) \\| (.+) \\|$");

    @Test
    void eachRecordHasItsStatusContextDecisionAndConsequences() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path record : records()) {
            String text = Files.readString(record);
            Stream.of("## Context", "## Decision", "## Consequences")
                    .filter(heading -> !text.lines().toList().contains(heading))
                    .forEach(heading -> wrong.add(record.getFileName() + " has no " + heading));
            if (!STATUS.matcher(text).find()) {
                wrong.add(record.getFileName() + " has no status with its date");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTableHoldsEachRecordByItsTitleInTheOrderOfTheNumbers() throws IOException {
        List<String> titles = new ArrayList<>();
        for (Path record : records()) {
            String first = Files.readString(record).lines().findFirst().orElse("");
            Matcher title = TITLE.matcher(first);
            assertThat(title.matches()).as(first).isTrue();
            titles.add(title.group(1) + " " + record.getFileName() + " " + title.group(2));
        }
        assertThat(ROW.matcher(Files.readString(RECORDS.resolve("README.md")))
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3)))
                .isEqualTo(titles);
    }

    private static List<Path> records() throws IOException {
        try (Stream<Path> all = Files.list(RECORDS)) {
            List<Path> records = all.filter(
                            path -> path.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
            assertThat(records).hasSizeGreaterThan(50);
            return records;
        }
    }
}
