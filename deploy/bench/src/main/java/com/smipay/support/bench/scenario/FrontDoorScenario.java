package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// 12: few callers and many, each at the one address that its side has: ours at the gateway, the Node monolith at its
/// own. How many requests a second, what one costs in processor time of all processes of a side, and the slowest
/// answers to reads.
public final class FrontDoorScenario implements Scenario {
    private static final String NAME = "12 front-door";
    private static final int WARMING = 16;

    /// @param rate what ours must reach of the peer's requests a second, by callers
    /// @param cost how many times the peer's processor time one request may take where one caller asks
    /// @param p99 how many times the peer's the slowest answers may take, or null where nobody asks for it
    private record Row(
            Operation operation,
            Map<Integer, Double> rate,
            @Nullable Double cost,
            @Nullable Double p99) {}

    private static final List<Row> ROWS = List.of(
            new Row(Operation.ADD_MESSAGE, Map.of(1, 0.5, 4, 0.6, 16, 0.8, 64, 1.0), 2.5, null),
            new Row(Operation.CREATE, Map.of(1, 0.35, 4, 0.4, 16, 0.6, 64, 0.8), 3.0, null),
            new Row(Operation.CONVERSATION, Map.of(16, 1.0), null, 1.2),
            new Row(Operation.MY_TICKETS, Map.of(16, 1.0), null, 1.2));

    private final List<String> only;

    /// @param only the operations to measure; none for all
    public FrontDoorScenario(List<String> only) {
        this.only = only;
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.of(bench.stack(), bench.stack().gateway());
        RestSide theirs = RestSide.of(bench.stack(), bench.monolith().address());
        List<Figure> figures = new ArrayList<>();
        for (Row row : ROWS) {
            if (only.isEmpty() || only.stream().anyMatch(row.operation().name()::startsWith)) {
                Requests left = row.operation().maker().make(ours);
                Requests right = row.operation().maker().make(theirs);
                warmUp(bench, "ours", ours, left);
                warmUp(bench, "peer", theirs, right);
                for (int callers : row.rate().keySet().stream().sorted().toList()) {
                    try (RestLoad mine = load(bench, callers, ours, left, bench.ours());
                            RestLoad peers = load(bench, callers, theirs, right, bench.peers())) {
                        figures.addAll(measure(bench, row, callers, mine, peers));
                    }
                }
            }
        }
        return figures;
    }

    private static void warmUp(Bench bench, String who, RestSide side, Requests requests) throws Exception {
        try (RestLoad load = load(bench, WARMING, side, requests, Map.of())) {
            bench.warmUp(who, load::warmUp);
        }
    }

    private static RestLoad load(
            Bench bench, int callers, RestSide side, Requests requests, Map<String, List<ProcessHandle>> processes) {
        return new RestLoad(bench.options().run(), callers, side.tickets(), requests, new Watched(processes));
    }

    private static List<Figure> measure(Bench bench, Row row, int callers, RestLoad left, RestLoad right)
            throws Exception {
        Pairs rates = Pairs.run(bench.options().pairs(), left::run, right::run);
        Pairs costs = new Pairs(left.costs(), right.costs());
        Pairs slow = new Pairs(left.slow(), right.slow());
        String what = row.operation().name() + ", callers " + callers;
        bench.say(what + ": " + rates.ratio().text() + ", cost " + costs.ratio().text() + ", p99 "
                + slow.ratio().text());
        return List.of(
                rates.figure(
                        NAME,
                        what,
                        "/s",
                        Target.atLeast(row.rate().getOrDefault(callers, 1.0)),
                        "ours: " + left.notes(),
                        "peer: " + right.notes()),
                costs.figure(
                        NAME,
                        what + ", processor time",
                        "ms each",
                        callers > 1 || row.cost() == null ? null : Target.atMost(row.cost()),
                        "of all processes of a side, generator excepted"),
                slow.figure(NAME, what + ", p99", "ms", row.p99() == null ? null : Target.atMost(row.p99())));
    }
}
