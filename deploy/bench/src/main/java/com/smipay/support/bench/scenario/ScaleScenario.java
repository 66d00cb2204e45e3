package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// 5: what is read at a million tickets and five million messages, against a thousand and five thousand, each in a
/// stack of its own. As many match on both sides. Few clients ask, so that what is seen is a request's time and not
/// a queue's.
public final class ScaleScenario implements Scenario {
    private static final String NAME = "5 scale";
    private static final int FEW = 1_000;
    private static final int CLIENTS = 2;
    private static final double SHARE = 0.99;
    private static final double LIST_SHARE = 0.95;

    private final List<ScaleQuestion> questions;

    /// @param only the beginnings of the questions to ask; none for all
    public ScaleScenario(List<String> only) {
        questions = ScaleQuestion.all().stream()
                .filter(question -> only.isEmpty() || only.stream().anyMatch(question.name()::startsWith))
                .toList();
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        // The small one first: what is wrong shows soon.
        FilledStack few = FilledStack.start(bench, FEW);
        try {
            for (ScaleQuestion question : questions) {
                Side.of(question, few).close();
            }
            bench.say("every question has as many matches as it should");
            FilledStack many = FilledStack.start(bench, bench.options().tickets());
            try {
                // All of them before the first is measured: they share most of their code, and whoever came first
                // would pay for what it has in common with the others.
                for (ScaleQuestion question : questions) {
                    try (Side ours = Side.of(question, many);
                            Side peer = Side.of(question, few)) {
                        warmUp(bench, ours, peer);
                    }
                }
                List<Figure> figures = new ArrayList<>();
                for (ScaleQuestion question : questions) {
                    figures.addAll(figures(bench, question, many, few));
                }
                return figures;
            } finally {
                many.end(bench, bench.options().keep());
            }
        } finally {
            few.end(bench, bench.options().keep());
        }
    }

    private static void warmUp(Bench bench, Side ours, Side peer) throws Exception {
        ours.load.run(bench.options().run().multipliedBy(2), ours);
        peer.load.run(bench.options().run().multipliedBy(2), peer);
    }

    private static List<Figure> figures(Bench bench, ScaleQuestion question, FilledStack many, FilledStack few)
            throws Exception {
        List<Double> lists = new ArrayList<>();
        try (Side ours = Side.of(question, many);
                Side peer = Side.of(question, few)) {
            warmUp(bench, ours, peer);
            Pairs pairs = Pairs.run(
                    bench.options().pairs(),
                    () -> {
                        Latencies latencies = ours.measure(bench);
                        lists.add(latencies.millis(LIST_SHARE));
                        return latencies.millis(SHARE);
                    },
                    () -> peer.measure(bench).millis(SHARE));
            bench.say(question.name() + ": p99 " + Spread.of(pairs.ours()).text() + " ms for "
                    + Spread.of(pairs.peer()).text() + " ms, ratio "
                    + pairs.ratio().text());
            List<Figure> figures = new ArrayList<>();
            figures.add(pairs.figure(
                    NAME,
                    question.name() + ", p99",
                    "ms",
                    Target.atMost(1.3),
                    many.tickets() + " tickets against " + few.tickets()));
            if (question.list()) {
                figures.add(Figure.alone(
                        NAME, question.name() + ", p95", "ms", Spread.of(lists), Target.atMost(50), List.of()));
            }
            return figures;
        }
    }

    /// A question to one of the stacks.
    private record Side(HttpLoad load, List<byte[]> requests, AtomicInteger turn)
            implements HttpLoad.Requests, AutoCloseable {
        static Side of(ScaleQuestion question, FilledStack stack) throws IOException {
            List<byte[]> requests = question.asking().make(stack);
            question.check(stack, requests.getFirst());
            question.check(stack, requests.getLast());
            return new Side(new HttpLoad(CLIENTS, question.server(stack)), requests, new AtomicInteger());
        }

        @Override
        public byte[] next(int client) {
            return requests.get(Math.floorMod(turn.getAndIncrement(), requests.size()));
        }

        Latencies measure(Bench bench) throws Exception {
            HttpLoad.Outcome outcome = load.run(bench.options().run(), this);
            if (outcome.failed() > 0) {
                throw new IOException(outcome.failed() + " requests failed");
            }
            return outcome.latencies();
        }

        @Override
        public void close() throws IOException {
            load.close();
        }
    }
}
