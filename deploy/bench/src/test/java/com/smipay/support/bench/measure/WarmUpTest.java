package com.smipay.support.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {
    @ParameterizedTest
    @CsvSource({
        "100 100 100,             false", // too few to tell
        "100 100 100 100,         true",
        "100 200 300 400,         false",
        "100 400 410 415,         true", // no more than luck
        "100 400 380 430,         false",
        "100 400 430 380,         false", // the last but one was still faster
        "100 400 430 380 390,     true",
    })
    void endsWhenTheLatestRunsAreNoFaster(String rates, boolean over) {
        List<Double> seen = Arrays.stream(rates.split(" ")).map(Double::valueOf).toList();
        assertThat(WarmUp.isOver(seen)).isEqualTo(over);
    }

    @Test
    void runsUntilNothingIsGained() throws Exception {
        Deque<Double> rates = new ArrayDeque<>(List.of(10.0, 50.0, 90.0, 91.0, 90.0, 500.0));

        new WarmUp(Duration.ofMinutes(1)).run(rates::removeFirst);

        assertThat(rates).containsExactly(500.0);
    }

    @Test
    void endsAfterItsLongestTimeHoweverMuchIsGained() throws Exception {
        int[] runs = {0};

        new WarmUp(Duration.ZERO).run(() -> ++runs[0]);

        assertThat(runs[0]).isEqualTo(1);
    }
}
