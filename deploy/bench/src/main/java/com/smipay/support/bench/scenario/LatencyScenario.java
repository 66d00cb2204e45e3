package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import java.util.ArrayList;
import java.util.List;

/// 2: from the start of a POST to the frame at another client's socket, at a steady pace, at the listeners of our
/// services. Beside it, in turns, a commit and Kafka alone at the same pace.
public final class LatencyScenario implements Scenario {
    private static final String NAME = "2 latency";
    private static final int PER_SECOND = 200;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        OwnStack stack = bench.stack();
        try (MessagePace ours = new MessagePace(RestSide.ours(stack), stack.publicUrl(Services.REALTIME), false);
                CommitAndKafka alone = new CommitAndKafka(bench)) {
            ours.warmUp(bench, "ours");
            ours.run(WarmUp.STEP, PER_SECOND);
            alone.run(WarmUp.STEP, PER_SECOND);
            List<Latencies> left = new ArrayList<>();
            List<Latencies> right = new ArrayList<>();
            for (int pair = 0; pair < bench.options().pairs(); pair++) {
                left.add(ours.run(bench.options().run(), PER_SECOND));
                right.add(alone.run(bench.options().run(), PER_SECOND));
            }
            Pairs middle = new Pairs(millis(left, 0.5), millis(right, 0.5));
            Pairs slow = new Pairs(millis(left, 0.99), millis(right, 0.99));
            String beside = "the same, against commit and Kafka alone, p";
            return List.of(
                    figure("p50", middle, 5),
                    figure("p99", slow, 25),
                    middle.figure(NAME, beside + 50, "ms", Target.atMost(3)),
                    slow.figure(NAME, beside + 99, "ms", Target.atMost(3)));
        }
    }

    private static List<Double> millis(List<Latencies> runs, double share) {
        return runs.stream().map(run -> run.millis(share)).toList();
    }

    private static Figure figure(String share, Pairs pairs, double target) {
        return Figure.alone(
                NAME,
                "POST to frame, " + share,
                "ms",
                Spread.of(pairs.ours()),
                Target.atMost(target),
                List.of(PER_SECOND + "/s, commit and Kafka alone "
                        + Spread.of(pairs.peer()).text()));
    }
}
