package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.files.Trees;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// 15: a stack that has just started, at its one address: how many tickets it opens in its first ten seconds and after
/// fifty, against what it comes to when it gets no faster any more; and how slow the slowest of its first thousand
/// answers are.
public final class ColdScenario implements Scenario {
    private static final String NAME = "15 cold";
    private static final int CALLERS = 16;
    private static final int FIRST = 1_000;
    private static final Duration BEGINNING = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(50);
    private static final Duration STEP = Duration.ofMillis(500);

    /// @param slowest milliseconds within which 99 of a hundred of the first were answered
    private record Beginning(double rate, double slowest, long failed) {}

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        bench.clear();
        List<Double> beginnings = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        List<Double> soon = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        long failed = 0;
        Path home = bench.directory().resolve("cold");
        for (int run = 0; run < bench.options().pairs(); run++) {
            Trees.delete(home);
            try (OwnStack fresh = Bench.start(home);
                    HttpLoad load = new HttpLoad(CALLERS, fresh.gateway())) {
                Requests requests = Operation.CREATE.maker().make(RestSide.of(fresh, fresh.gateway()));
                long begun = System.nanoTime();
                Beginning beginning = begin(load, requests);
                beginnings.add(beginning.rate());
                slowest.add(beginning.slowest());
                failed += beginning.failed();
                while (System.nanoTime() - begun < SOON.toNanos()) {
                    load.run(WarmUp.STEP, requests);
                }
                soon.add(load.run(bench.options().run(), requests).rate());
                bench.warmUp("ours", () -> load.run(WarmUp.STEP, requests).rate());
                warm.add(load.run(bench.options().run(), requests).rate());
            }
            Trees.delete(home);
        }
        String callers = ", callers " + CALLERS;
        return List.of(
                new Pairs(beginnings, warm)
                        .figure(
                                NAME,
                                "create in the first " + BEGINNING.toSeconds() + " s, against warm" + callers,
                                "/s",
                                Target.atLeast(0.6),
                                failed + " failed"),
                new Pairs(soon, warm)
                        .figure(
                                NAME,
                                "create after " + SOON.toSeconds() + " s, against warm" + callers,
                                "/s",
                                Target.atLeast(0.9)),
                Figure.alone(
                        NAME,
                        "p99 of the first " + FIRST + " of them",
                        "ms",
                        Spread.of(slowest),
                        Target.atMost(150),
                        List.of()));
    }

    private static Beginning begin(HttpLoad load, Requests requests) throws Exception {
        Latencies first = new Latencies();
        long opened = 0;
        long failed = 0;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < BEGINNING.toNanos()) {
            Outcome step = load.run(STEP, requests);
            if (first.count() < FIRST) {
                first.addAll(step.latencies());
            }
            opened += step.requests();
            failed += step.failed();
        }
        return new Beginning(opened / ((System.nanoTime() - begun) / 1e9), first.millis(0.99), failed);
    }
}
