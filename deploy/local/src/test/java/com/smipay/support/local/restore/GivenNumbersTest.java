package com.smipay.support.local.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenNumbersTest {
    private final GivenNumbers numbers = new GivenNumbers();

    @Test
    void theGreatestOfEachYearIsKnownWhateverElseStandsThere() {
        add("{\"ticket\":{\"ticket_number\":\"SMI-2026-000012\"}}");
        add("{\"ticket\":{\"ticket_number\":\"SMI-2026-1000003\"},\"by\":null}");
        add("{\"ticket\":{\"ticket_number\":\"smi-x-2025-000099\"}}");
        add("{\"ticket\":{\"ticket_number\":\"SMI-2026-000013\"}}");
        add("{\"ticket\":{}}");
        add("{\"ticket\":{\"ticket_number\":\"SMI\"}}");
        add("no json");
        numbers.add(null);

        assertThat(numbers.greatest()).isEqualTo(Map.of("2026", 1_000_003L, "2025", 99L));
    }

    private void add(String event) {
        numbers.add(event.getBytes(StandardCharsets.UTF_8));
    }
}
