package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.measure.WarmUp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// So many clients that ask one side for one thing; it remembers what its runs cost whom, and how slow their slowest
/// answers were.
final class RestLoad implements AutoCloseable {
    private final Duration time;
    private final HttpLoad load;
    private final Requests requests;
    private final Watched watched;
    private final List<Double> costs = new ArrayList<>();
    private final List<Double> slow = new ArrayList<>();
    private long failed;

    RestLoad(Duration time, int clients, URI server, Requests requests, Watched watched) {
        this.time = time;
        this.load = new HttpLoad(clients, server);
        this.requests = requests;
        this.watched = watched;
    }

    /// Requests a second over a step of the warm-up.
    double warmUp() throws Exception {
        return load.run(WarmUp.STEP, requests).rate();
    }

    /// Requests a second.
    double run() throws Exception {
        Outcome[] outcome = new Outcome[1];
        double rate = watched.run(() -> {
            outcome[0] = load.run(time, requests);
            return outcome[0].rate();
        });
        costs.add(watched.served().toNanos() / 1e6 / outcome[0].requests());
        slow.add(outcome[0].latencies().millis(0.99));
        failed += outcome[0].failed();
        return rate;
    }

    /// Milliseconds of processor time of one request in all processes of the side, of each run.
    List<Double> costs() {
        return List.copyOf(costs);
    }

    /// Milliseconds within which 99 of a hundred were answered, of each run.
    List<Double> slow() {
        return List.copyOf(slow);
    }

    String notes() {
        double slowest = slow.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return watched.share() + ", p99 " + Math.round(slowest) + " ms"
                + (failed == 0 ? "" : ", " + failed + " failed");
    }

    @Override
    public void close() {
        load.close();
    }
}
