package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.bench.measure.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// 13: from the start of a POST to the frame at another client's socket, at the paces of a support desk, with a
/// hundred phones and ten admins connected; and what a message costs in processor time of all processes of a side.
/// Both sides at their one address: ours at the gateway, the Node monolith at its own.
public final class PaceScenario implements Scenario {
    private static final String NAME = "13 pace";

    /// @param middle how many times the peer's p50 ours may be; null where only milliseconds are asked for
    /// @param slow the same of p99
    /// @param cost the same of the processor time of a message
    /// @param millis that p99 may take; null where only the peer counts
    private record Row(
            int perSecond,
            @Nullable Double middle,
            @Nullable Double slow,
            @Nullable Double cost,
            @Nullable Double millis) {}

    private static final List<Row> ROWS = List.of(
            new Row(50, 2.0, 2.5, 2.5, null), new Row(200, 2.0, 2.5, null, null), new Row(500, null, null, null, 25.0));

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (Side ours =
                        new Side(bench, RestSide.of(bench.stack(), bench.stack().gateway()), bench.ours());
                Side theirs = new Side(
                        bench, RestSide.of(bench.stack(), bench.monolith().address()), bench.peers())) {
            ours.pace.warmUp(bench, "ours");
            theirs.pace.warmUp(bench, "peer");
            for (Row row : ROWS) {
                ours.begin(row.perSecond());
                theirs.begin(row.perSecond());
                Pairs middle = Pairs.run(bench.options().pairs(), ours::run, theirs::run);
                Pairs slow = new Pairs(ours.slow, theirs.slow);
                Pairs costs = new Pairs(ours.costs, theirs.costs);
                String what = "POST to frame at " + row.perSecond() + "/s, ";
                bench.say(what + "p50 " + middle.ratio().text() + ", p99 "
                        + slow.ratio().text() + ", cost " + costs.ratio().text());
                figures.add(
                        middle.figure(NAME, what + "p50", "ms", atMost(row.middle()), ours.notes(), theirs.notes()));
                figures.add(
                        row.millis() == null
                                ? slow.figure(NAME, what + "p99", "ms", atMost(row.slow()))
                                : Figure.alone(
                                        NAME,
                                        what + "p99",
                                        "ms",
                                        Spread.of(slow.ours()),
                                        Target.atMost(row.millis()),
                                        List.of("the peer's "
                                                + Spread.of(slow.peer()).text())));
                figures.add(costs.figure(NAME, what + "processor time", "ms each", atMost(row.cost())));
            }
        }
        return figures;
    }

    private static @Nullable Target atMost(@Nullable Double bound) {
        return bound == null ? null : Target.atMost(bound);
    }

    /// One side while it is measured.
    private static final class Side implements AutoCloseable {
        private final Duration time;
        private final MessagePace pace;
        private final Watched watched;
        private final List<Double> slow = new ArrayList<>();
        private final List<Double> costs = new ArrayList<>();
        private int perSecond;

        Side(Bench bench, RestSide side, Map<String, List<ProcessHandle>> processes) throws Exception {
            this.time = bench.options().run();
            this.pace = new MessagePace(side, side.messages(), true);
            this.watched = new Watched(processes);
        }

        /// Once without being measured, for caches and compilers that wait for this pace.
        void begin(int perSecond) throws Exception {
            this.perSecond = perSecond;
            pace.run(WarmUp.STEP, perSecond);
            slow.clear();
            costs.clear();
        }

        /// Milliseconds, the median of a run.
        double run() throws Exception {
            Latencies[] latencies = new Latencies[1];
            double middle = watched.run(() -> {
                latencies[0] = pace.run(time, perSecond);
                return latencies[0].millis(0.5);
            });
            slow.add(latencies[0].millis(0.99));
            costs.add(watched.served().toNanos() / 1e6 / latencies[0].count());
            return middle;
        }

        String notes() {
            return watched.share();
        }

        @Override
        public void close() throws Exception {
            pace.close();
        }
    }
}
