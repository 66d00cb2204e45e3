package com.smipay.support.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void whatAProcessUsedBeforeItEndedIsNotTakenOffWhatOthersUseAfterIt() {
        Processor before = new Processor(Map.of("postgres", Map.of(1L, SECOND, 2L, SECOND.multipliedBy(9))), 0);
        Processor after =
                new Processor(Map.of("postgres", Map.of(1L, SECOND.multipliedBy(3), 3L, SECOND)), SECOND.toNanos());

        assertThat(after.servedSince(before)).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    void theGeneratorServesNobody() {
        Processor before = new Processor(Map.of(), 0);
        Processor after = new Processor(Map.of(Processor.GENERATOR, Map.of(1L, SECOND)), SECOND.toNanos());

        assertThat(after.servedSince(before)).isEqualTo(Duration.ZERO);
        assertThat(after.shareSince(before)).startsWith("generator ").isNotEqualTo("generator 0 %");
    }
}
