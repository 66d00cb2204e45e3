package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.StackPart.Frozen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        Database outbox = bench.stack().database("messaging");
        Pairs rates = new Pairs(new ArrayList<>(), new ArrayList<>());
        try (HttpLoad load = new HttpLoad(bench.options().clients(), ours.messages())) {
            HttpLoad.Requests next = ours.adding(TICKETS);
            bench.warmUp("ours", () -> load.run(WarmUp.STEP, next).rate());
            for (int run = 0; run < bench.options().pairs(); run++) {
                rates.peer().add(load.run(bench.options().run(), next).rate());
                drained(outbox);
                try (Frozen away = bench.stack().part("kafka").freeze()) {
                    load.run(AWAY, next);
                }
                rates.ours().add(drained(outbox));
            }
        }
        return List.of(rates.figure(
                "8 backlog",
                "drained after " + AWAY.toSeconds() + " s without Kafka, against the steady rate",
                "/s",
                Target.atLeast(5),
                "from the first row that goes"));
    }

    /// @return rows per second from the first that went to the last
    private static double drained(Database outbox) throws Exception {
        long rows = waiting(outbox);
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
            left = waiting(outbox);
        }
        return rows / ((System.nanoTime() - begun) / 1e9);
    }

    private static long waiting(Database outbox) {
        return outbox.number("select count(*) from outbox");
    }
}
