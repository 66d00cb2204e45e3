package com.smipay.support.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.faults.recorder.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTest {
    private static final double ALARM = 10;

    @Test
    void whatGrowsByAThirdAndByEnoughIsTold() {
        assertThat(series(ALARM, minute -> 100 + minute * 5).grows()).isTrue();
        assertThat(series(ALARM, minute -> minute < 30 ? 100 : 90).grows()).isFalse();
        assertThat(series(ALARM, minute -> 1 + minute * 0.1).grows())
                .as("too little to matter")
                .isFalse();
        assertThat(series(ALARM, minute -> 1_000 + minute).grows())
                .as("too small a part of it")
                .isFalse();
        assertThat(series(Series.WITH_USE, minute -> minute * 100).grows())
                .as("it grows with what people write")
                .isFalse();
    }

    @Test
    void oneHighPointIsNoGrowth() {
        assertThat(series(ALARM, minute -> minute == 58 ? 5_000 : 100).grows()).isFalse();
    }

    @Test
    void aPictureOfEachFigureIsDrawnAndItsNumbersAreKept(@TempDir Path directory) throws Exception {
        SoakReport report = new SoakReport(List.of(), Finding.NOTHING, List.of(series(ALARM, minute -> minute)));

        report.draw(directory);

        assertThat(Files.readAllBytes(directory.resolve("a-figure-mb.png"))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(Files.readAllLines(directory.resolve("figures.csv")))
                .hasSize(61)
                .contains("a figure, MB;60;1");
        assertThat(report.isKept()).as("what grows breaks the promise").isFalse();
    }

    private static Series series(double alarm, IntToDoubleFunction value) {
        Series series = new Series("a figure, MB", alarm);
        for (int minute = 0; minute < 60; minute++) {
            series.add(Duration.ofMinutes(minute), value.applyAsDouble(minute));
        }
        return series;
    }
}
