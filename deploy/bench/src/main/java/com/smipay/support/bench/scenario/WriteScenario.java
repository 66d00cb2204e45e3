package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// 1: `add-message` against all of its own statements without a service around them.
public final class WriteScenario implements Scenario {
    private static final int TICKETS = 200;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.ours(bench.stack());
        HttpLoad.Requests next = ours.adding(TICKETS);
        Map<String, List<ProcessHandle>> processes = bench.stack().processes();
        Watched whole = new Watched(processes);
        Watched server = new Watched(Map.of("postgres", processes.getOrDefault("postgres", List.of())));
        long[] failed = {0};
        int clients = bench.options().clients();
        Duration time = bench.options().run();
        try (HttpLoad load = new HttpLoad(clients, ours.messages());
                Statements statements = new Statements(
                        copy(bench.stack(), "messaging"), copy(bench.stack(), "ticket"), clients, TICKETS)) {
            bench.warmUp("ours", () -> load.run(WarmUp.STEP, next).rate());
            bench.warmUp("peer", () -> statements.run(WarmUp.STEP));
            Pairs pairs = Pairs.run(
                    bench.options().pairs(),
                    () -> whole.run(() -> {
                        Outcome outcome = load.run(time, next);
                        failed[0] += outcome.failed();
                        return outcome.rate();
                    }),
                    () -> server.run(() -> statements.run(time)));
            return List.of(pairs.figure(
                    "1 add-message",
                    "200 tickets, against its statements by JDBC",
                    "/s",
                    Target.atLeast(0.5),
                    "ours: " + whole.share(),
                    "peer: " + server.share(),
                    failed[0] + " failed"));
        }
    }

    /// With all of its rows and indexes; its service loses its connections for this moment.
    private static Database copy(OwnStack stack, String name) {
        Database server = stack.database("postgres");
        String copy = "bench_" + name;
        server.execute("drop database if exists " + copy);
        server.execute("alter database " + name + " allow_connections false");
        try {
            server.number(
                    "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = ?", name);
            server.execute("create database " + copy + " template " + name);
        } finally {
            server.execute("alter database " + name + " allow_connections true");
            server.execute("alter database " + copy + " allow_connections true");
        }
        return stack.database(copy);
    }
}
