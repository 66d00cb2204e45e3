package com.smipay.support.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.smipay.support.bench.measure.Figure.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void medianIsTheMiddleRunAndNotTheMean() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }

    @Test
    void sidesTakeTurnsAndTheFirstTurnToo() throws Exception {
        List<String> order = new ArrayList<>();
        Pairs pairs = Pairs.run(
                3,
                () -> {
                    order.add("ours");
                    return 10;
                },
                () -> {
                    order.add("peer");
                    return 5;
                });

        assertThat(order).containsExactly("ours", "peer", "peer", "ours", "ours", "peer");
        assertThat(pairs.ratio()).isEqualTo(new Spread(2, 2, 2));
    }

    /// The median of the ratios, not the ratio of the medians: a slow moment hits both sides of its pair.
    @Test
    void ratioIsTakenPairByPair() {
        assertThat(new Pairs(List.of(100.0, 10.0, 50.0), List.of(50.0, 5.0, 100.0)).ratio())
                .isEqualTo(new Spread(2, 0.5, 2));
    }

    @Test
    void latencyOfAShareIsOneThatWasSeen() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 2000; millis++) {
            latencies.add(millis * 1_000_000L);
        }

        assertThat(latencies.millis(0.5)).isEqualTo(1000);
        assertThat(latencies.millis(0.99)).isEqualTo(1980);
        assertThat(latencies.millis(1)).isEqualTo(2000);
        assertThat(new Latencies().millis(0.5)).isZero();
    }

    @Test
    void targetSpeaksOfTheRatioAndOfOursWhereThereIsNoPeer() {
        Spread two = Spread.of(List.of(2.0));
        Figure pair = new Figure(
                "10 rest", "create", "/s", Spread.of(List.of(9.0)), two, two, Target.atLeast(2.5), List.of());
        Figure alone = Figure.alone("9 memory", "ticket-service", "MB", two, Target.atMost(2), List.of("at rest"));

        assertThat(pair.verdict()).isEqualTo("missed");
        assertThat(alone.verdict()).isEqualTo("met");
        assertThat(new Report(List.of("2 processors"), List.of(pair, alone))
                        .table()
                        .lines())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("| scenario ");
    }
}
