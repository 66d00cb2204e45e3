package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.load.Processor;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.OwnStack.Person;
import com.smipay.support.testkit.HttpLine;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

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
            new Operation("add-message, 200 tickets", 1.0, false, side -> adding(side, TICKETS)),
            new Operation("add-message, one hot ticket", 0.8, false, side -> adding(side, 1)),
            new Operation("conversation of 20", 1.5, false, RestScenario::reading),
            new Operation("my-tickets of 20", 1.5, true, RestScenario::listing));

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        NodePeer peer = bench.monolith();
        RestSide ours = RestSide.ours(bench.stack());
        RestSide theirs = RestSide.of(bench.stack(), peer.address());
        List<Figure> figures = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            if (only.isEmpty() || only.stream().anyMatch(operation.name()::startsWith)) {
                figures.addAll(measure(bench, operation, ours, theirs, peer));
            }
        }
        return figures;
    }

    private static List<Figure> measure(Bench bench, Operation operation, RestSide ours, RestSide theirs, NodePeer peer)
            throws Exception {
        Map<String, List<ProcessHandle>> oursProcesses = bench.stack().processes();
        Map<String, List<ProcessHandle>> theirProcesses = new LinkedHashMap<>();
        theirProcesses.put("monolith", List.of(peer.process()));
        theirProcesses.put("postgres", oursProcesses.getOrDefault("postgres", List.of()));
        try (Side left = new Side(
                        bench, load(bench, operation, ours), operation.maker().make(ours), oursProcesses);
                Side right = new Side(
                        bench, load(bench, operation, theirs), operation.maker().make(theirs), theirProcesses)) {
            bench.warmUp("ours", () -> left.load.run(WarmUp.STEP, left.requests).rate());
            bench.warmUp(
                    "peer", () -> right.load.run(WarmUp.STEP, right.requests).rate());
            Pairs pairs = Pairs.run(bench.options().pairs(), left::run, right::run);
            Figure figure = new Figure(
                    NAME,
                    operation.name(),
                    "/s",
                    pairs.oursSpread(),
                    pairs.peerSpread(),
                    pairs.ratio(),
                    Target.atLeast(operation.target()),
                    List.of("ours: " + left.notes(), "peer: " + right.notes()));
            Pairs costs = new Pairs(left.costs, right.costs);
            Figure cost = new Figure(
                    NAME,
                    operation.name() + ", processor time",
                    "ms each",
                    costs.oursSpread(),
                    costs.peerSpread(),
                    costs.ratio(),
                    null,
                    List.of("of all processes of a side, generator excepted"));
            bench.say(figure.what() + ": " + pairs.ratio().text() + ", cost "
                    + costs.ratio().text());
            return List.of(figure, cost);
        }
    }

    private static HttpLoad load(Bench bench, Operation operation, RestSide side) {
        URI address = operation.tickets() ? side.tickets() : side.messages();
        return new HttpLoad(bench.options().clients(), client -> new HttpLine(address));
    }

    private static Requests creating(RestSide side) throws Exception {
        byte[][] requests = new byte[TICKETS][];
        for (int user = 0; user < TICKETS; user++) {
            requests[user] = side.create(Person.user(user));
        }
        return client -> requests[ThreadLocalRandom.current().nextInt(TICKETS)];
    }

    private static Requests adding(RestSide side, int tickets) throws Exception {
        List<byte[]> requests = new ArrayList<>();
        for (Ticket ticket : side.openOneEach(0, tickets)) {
            requests.add(side.addMessage(ticket));
        }
        return client -> requests.get(ThreadLocalRandom.current().nextInt(tickets));
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
        private final Bench bench;
        private final HttpLoad load;
        private final Requests requests;
        private final Map<String, List<ProcessHandle>> processes;
        private final List<Double> costs = new ArrayList<>();
        private String shares = "";
        private long failed;
        private double slowest;

        Side(Bench bench, HttpLoad load, Requests requests, Map<String, List<ProcessHandle>> processes) {
            this.bench = bench;
            this.load = load;
            this.requests = requests;
            this.processes = processes;
        }

        double run() throws Exception {
            Processor before = Processor.now(processes);
            Outcome outcome = load.run(bench.options().run(), requests);
            Processor after = Processor.now(processes);
            shares = after.shareSince(before);
            costs.add(after.servedSince(before).toNanos() / 1e6 / outcome.requests());
            failed += outcome.failed();
            slowest = Math.max(slowest, outcome.latencies().millis(0.99));
            return outcome.rate();
        }

        String notes() {
            return shares + ", p99 " + Math.round(slowest) + " ms" + (failed == 0 ? "" : ", " + failed + " failed");
        }

        @Override
        public void close() {
            load.close();
        }
    }
}
