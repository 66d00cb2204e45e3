package com.smipay.support.contracts.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tables and samples of `support-api.md` say what the code says.
class ContractTablesTest {
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern SAMPLE = Pattern.compile("(?s)```json\\n(.*?)```");

    private final String page = read();

    @Test
    void theValuesAreThoseOfTheVocabularies() {
        assertThat(firstCells("Support Types")).containsExactlyElementsOf(SupportType.words());
        assertThat(firstCells("Priority")).containsExactlyInAnyOrderElementsOf(Priority.words());
        assertThat(firstCells("Ticket Status")).containsExactlyElementsOf(TicketStatus.words());
    }

    @Test
    void theSamplesAreJson() throws JsonProcessingException {
        List<String> samples = all(SAMPLE, page);
        assertThat(samples).hasSizeGreaterThan(5);
        for (String sample : samples) {
            assertThat(Json.mapper().readTree(sample).isObject()).as(sample).isTrue();
        }
    }

    private List<String> firstCells(String heading) {
        int start = page.indexOf("\n### " + heading + "\n");
        return all(FIRST_CELL, page.substring(start, page.indexOf("\n##", start + 1)));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String read() {
        try {
            return Checkout.text(Checkout.find().docs().resolve("support-api.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
