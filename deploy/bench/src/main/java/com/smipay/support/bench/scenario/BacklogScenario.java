package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// 8: how fast the outbox empties after Kafka was away for a minute under load, against the rate at which it filled in
/// peace. The broker is stopped and let go on by signals; order is looked at by the fault experiments.
public final class BacklogScenario implements Scenario {
    private static final int TICKETS = 200;
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.ours(bench.stack());
        List<byte[]> requests = new ArrayList<>();
        for (Ticket ticket : ours.openOneEach(0, TICKETS)) {
            requests.add(ours.addMessage(ticket));
        }
        List<Double> drains = new ArrayList<>();
        List<Double> steadies = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (HttpLoad load = new HttpLoad(bench.options().clients(), client -> new HttpLine(ours.messages()))) {
            HttpLoad.Requests next =
                    client -> requests.get(ThreadLocalRandom.current().nextInt(TICKETS));
            bench.warmUp("ours", () -> load.run(WarmUp.STEP, next).rate());
            for (int run = 0; run < bench.options().pairs(); run++) {
                double steady = load.run(bench.options().run(), next).rate();
                drained(bench);
                signal(bench, "STOP");
                try {
                    load.run(AWAY, next);
                } finally {
                    signal(bench, "CONT");
                }
                double drain = drained(bench);
                steadies.add(steady);
                drains.add(drain);
                ratios.add(drain / steady);
            }
        }
        return List.of(new Figure(
                "8 backlog",
                "drained after " + AWAY.toSeconds() + " s without Kafka, against the steady rate",
                "/s",
                Spread.of(drains),
                Spread.of(steadies),
                Spread.of(ratios),
                Target.atLeast(5),
                List.of("from the first row that goes")));
    }

    /// @return rows per second from the first that went to the last
    private static double drained(Bench bench) throws Exception {
        long rows = waiting(bench);
        long begun = System.nanoTime();
        long patience = begun + LIMIT.toNanos();
        long left = rows;
        while (left > 0) {
            if (System.nanoTime() > patience) {
                throw new IOException(left + " events still wait");
            }
            if (left >= rows) {
                begun = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(20);
            left = waiting(bench);
        }
        return rows / ((System.nanoTime() - begun) / 1e9);
    }

    private static long waiting(Bench bench) throws Exception {
        return bench.databases().number("messaging", "select count(*) from outbox");
    }

    private static void signal(Bench bench, String name) throws Exception {
        for (ProcessHandle process : bench.stack().processes().getOrDefault("kafka", List.of())) {
            int done = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (done != 0) {
                throw new IOException("kill -" + name + " failed");
            }
        }
    }
}
