package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// 10: requests per second, against the Node monolith. Each side is spoken to without what stands in front of it: ours
/// at the listeners of its services, the monolith at its own.
public final class RestScenario implements Scenario {
    private static final String NAME = "10 rest";

    /// @param target what ours must reach of the peer's requests a second
    private record Row(Operation operation, double target) {}

    private static final List<Row> ROWS = List.of(
            new Row(Operation.CREATE, 1.2),
            new Row(Operation.ADD_MESSAGE, 1.0),
            new Row(Operation.HOT_TICKET, 0.8),
            new Row(Operation.CONVERSATION, 1.5),
            new Row(Operation.MY_TICKETS, 1.5));

    private final List<String> only;

    /// @param only the operations to measure; none for all
    public RestScenario(List<String> only) {
        this.only = only;
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.ours(bench.stack());
        RestSide theirs = RestSide.of(bench.stack(), bench.monolith().address());
        List<Figure> figures = new ArrayList<>();
        for (Row row : ROWS) {
            Operation operation = row.operation();
            if (only.isEmpty() || only.stream().anyMatch(operation.name()::startsWith)) {
                try (RestLoad left = load(bench, operation, ours, bench.ours());
                        RestLoad right = load(bench, operation, theirs, bench.peers())) {
                    figures.addAll(measure(bench, row, left, right));
                }
            }
        }
        return figures;
    }

    private static RestLoad load(
            Bench bench, Operation operation, RestSide side, Map<String, List<ProcessHandle>> processes)
            throws Exception {
        return new RestLoad(
                bench.options().run(),
                bench.options().clients(),
                operation.tickets() ? side.tickets() : side.messages(),
                operation.maker().make(side),
                new Watched(processes));
    }

    private static List<Figure> measure(Bench bench, Row row, RestLoad left, RestLoad right) throws Exception {
        bench.warmUp("ours", left::warmUp);
        bench.warmUp("peer", right::warmUp);
        Pairs pairs = Pairs.run(bench.options().pairs(), left::run, right::run);
        Pairs costs = new Pairs(left.costs(), right.costs());
        bench.say(row.operation().name() + ": " + pairs.ratio().text() + ", cost "
                + costs.ratio().text());
        return List.of(
                pairs.figure(
                        NAME,
                        row.operation().name(),
                        "/s",
                        Target.atLeast(row.target()),
                        "ours: " + left.notes(),
                        "peer: " + right.notes()),
                costs.figure(
                        NAME,
                        row.operation().name() + ", processor time",
                        "ms each",
                        null,
                        "of all processes of a side, generator excepted"));
    }
}
