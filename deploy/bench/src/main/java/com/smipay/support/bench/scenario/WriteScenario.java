package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.Processor;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.Databases;
import com.smipay.support.testkit.HttpLine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// 1: `add-message` against all of its own statements without a service around them.
public final class WriteScenario implements Scenario {
    private static final String NAME = "1 add-message";
    private static final int TICKETS = 200;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.ours(bench.stack());
        List<byte[]> requests = new ArrayList<>();
        for (Ticket ticket : ours.openOneEach(0, TICKETS)) {
            requests.add(ours.addMessage(ticket));
        }
        Databases databases = bench.databases();
        copy(databases, "messaging");
        copy(databases, "ticket");
        Map<String, List<ProcessHandle>> processes = bench.stack().processes();
        Map<String, List<ProcessHandle>> server = Map.of("postgres", processes.getOrDefault("postgres", List.of()));
        String[] shares = {"", ""};
        long[] failed = {0};
        int clients = bench.options().clients();
        try (HttpLoad load = new HttpLoad(clients, client -> new HttpLine(ours.messages()));
                Statements statements =
                        new Statements(databases, "bench_messaging", "bench_ticket", clients, TICKETS)) {
            HttpLoad.Requests next =
                    client -> requests.get(ThreadLocalRandom.current().nextInt(TICKETS));
            bench.warmUp("ours", () -> load.run(WarmUp.STEP, next).rate());
            bench.warmUp("peer", () -> statements.run(WarmUp.STEP));
            Pairs pairs = Pairs.run(
                    bench.options().pairs(),
                    () -> {
                        Processor before = Processor.now(processes);
                        Outcome outcome = load.run(bench.options().run(), next);
                        shares[0] = Processor.now(processes).shareSince(before);
                        failed[0] += outcome.failed();
                        return outcome.rate();
                    },
                    () -> {
                        Processor before = Processor.now(server);
                        double rate = statements.run(bench.options().run());
                        shares[1] = Processor.now(server).shareSince(before);
                        return rate;
                    });
            return List.of(new Figure(
                    NAME,
                    "200 tickets, against its statements by JDBC",
                    "/s",
                    pairs.oursSpread(),
                    pairs.peerSpread(),
                    pairs.ratio(),
                    Target.atLeast(0.5),
                    List.of("ours: " + shares[0], "peer: " + shares[1], failed[0] + " failed")));
        }
    }

    /// With all of its rows and indexes; its service loses its connections for this moment.
    private static void copy(Databases databases, String name) throws SQLException {
        databases.execute("postgres", "drop database if exists bench_" + name);
        databases.execute("postgres", "alter database " + name + " allow_connections false");
        try {
            databases.number(
                    "postgres",
                    "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = '" + name
                            + "'");
            databases.execute("postgres", "create database bench_" + name + " template " + name);
        } finally {
            databases.execute("postgres", "alter database " + name + " allow_connections true");
            databases.execute("postgres", "alter database bench_" + name + " allow_connections true");
        }
    }
}
