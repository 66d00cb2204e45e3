package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// 10: requests per second, against the Node monolith. Each side is spoken to where an ingress would: ours at the
/// listeners of its services, the monolith at its own.
public final class RestScenario implements Scenario {
    private static final String NAME = "10 rest";
    private static final int TICKETS = 200;
    private static final int PAGE = 20;
    private static final int READER = 5_000;

    private final List<String> only;

    /// @param only the operations to measure; none for all
    public RestScenario(List<String> only) {
        this.only = only;
    }

    private record Operation(String name, double target, boolean tickets, Maker maker) {}

    @FunctionalInterface
    private interface Maker {
        Requests make(RestSide side) throws Exception;
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("create", 1.2, true, RestScenario::creating),
            new Operation("add-message, 200 tickets", 1.0, false, side -> side.adding(TICKETS)),
            new Operation("add-message, one hot ticket", 0.8, false, side -> side.adding(1)),
            new Operation("conversation of 20", 1.5, false, RestScenario::reading),
            new Operation("my-tickets of 20", 1.5, true, RestScenario::listing));

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        NodePeer peer = bench.monolith();
        RestSide ours = RestSide.ours(bench.stack());
        RestSide theirs = RestSide.of(bench.stack(), peer.address());
        Map<String, List<ProcessHandle>> ourProcesses = bench.stack().processes();
        Map<String, List<ProcessHandle>> theirProcesses = new LinkedHashMap<>();
        theirProcesses.put("monolith", List.of(peer.process()));
        theirProcesses.put("postgres", ourProcesses.getOrDefault("postgres", List.of()));
        List<Figure> figures = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            if (only.isEmpty() || only.stream().anyMatch(operation.name()::startsWith)) {
                try (Side left = new Side(bench, operation, ours, ourProcesses);
                        Side right = new Side(bench, operation, theirs, theirProcesses)) {
                    figures.addAll(measure(bench, operation, left, right));
                }
            }
        }
        return figures;
    }

    private static List<Figure> measure(Bench bench, Operation operation, Side left, Side right) throws Exception {
        bench.warmUp("ours", left::warmUp);
        bench.warmUp("peer", right::warmUp);
        Pairs pairs = Pairs.run(bench.options().pairs(), left::run, right::run);
        Pairs costs = new Pairs(left.costs, right.costs);
        bench.say(operation.name() + ": " + pairs.ratio().text() + ", cost "
                + costs.ratio().text());
        return List.of(
                pairs.figure(
                        NAME,
                        operation.name(),
                        "/s",
                        Target.atLeast(operation.target()),
                        "ours: " + left.notes(),
                        "peer: " + right.notes()),
                costs.figure(
                        NAME,
                        operation.name() + ", processor time",
                        "ms each",
                        null,
                        "of all processes of a side, generator excepted"));
    }

    private static Requests creating(RestSide side) throws Exception {
        List<byte[]> requests = new ArrayList<>();
        for (int user = 0; user < TICKETS; user++) {
            requests.add(side.create(Person.user(user)));
        }
        return RestSide.anyOf(requests);
    }

    private static Requests reading(RestSide side) throws Exception {
        Ticket ticket = side.open(Person.user(READER));
        side.say(ticket, PAGE - 1);
        byte[] request = side.conversation(ticket);
        return client -> request;
    }

    private static Requests listing(RestSide side) throws Exception {
        Person reader = Person.user(READER + 1);
        for (int i = 0; i < PAGE; i++) {
            side.open(reader);
        }
        byte[] request = side.myTickets(reader);
        return client -> request;
    }

    /// One side while it is measured; it remembers what its last run cost whom.
    private static final class Side implements AutoCloseable {
        private final Duration time;
        private final HttpLoad load;
        private final Requests requests;
        private final Watched watched;
        private final List<Double> costs = new ArrayList<>();
        private long failed;
        private double slowest;

        Side(Bench bench, Operation operation, RestSide side, Map<String, List<ProcessHandle>> processes)
                throws Exception {
            this.time = bench.options().run();
            this.load = new HttpLoad(bench.options().clients(), operation.tickets() ? side.tickets() : side.messages());
            this.requests = operation.maker().make(side);
            this.watched = new Watched(processes);
        }

        double warmUp() throws Exception {
            return load.run(WarmUp.STEP, requests).rate();
        }

        double run() throws Exception {
            Outcome[] outcome = new Outcome[1];
            double rate = watched.run(() -> {
                outcome[0] = load.run(time, requests);
                return outcome[0].rate();
            });
            costs.add(watched.served().toNanos() / 1e6 / outcome[0].requests());
            failed += outcome[0].failed();
            slowest = Math.max(slowest, outcome[0].latencies().millis(0.99));
            return rate;
        }

        String notes() {
            return watched.share() + ", p99 " + Math.round(slowest) + " ms"
                    + (failed == 0 ? "" : ", " + failed + " failed");
        }

        @Override
        public void close() {
            load.close();
        }
    }
}
