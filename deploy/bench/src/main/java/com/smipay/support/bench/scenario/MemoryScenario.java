package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.ProcessStatus;
import com.smipay.support.servers.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// 9: what every process of a stack has in memory a moment after it is ready, in fresh stacks, and the peer's beside
/// it; and the processor time that the stack takes with nobody there.
public final class MemoryScenario implements Scenario {
    private static final String NAME = "9 memory";

    /// A slow machine compiles for twenty seconds after a start, and only then gives back what that took.
    private static final Duration REST = Duration.ofSeconds(30);
    private static final double LIMIT = 150;
    private static final double KILO = 1024;
    private static final Duration UNDISTURBED = Duration.ofSeconds(30);
    private static final double MOST_OF_A_CORE = 2.5;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        Map<String, List<Double>> runs = new LinkedHashMap<>();
        List<Double> idle = new ArrayList<>();
        String who = "";
        for (int run = 0; run < bench.options().pairs(); run++) {
            Path home = bench.directory().resolve("memory");
            Trees.delete(home);
            try (OwnStack fresh = Bench.start(home)) {
                TimeUnit.NANOSECONDS.sleep(REST.toNanos());
                double whole = 0;
                for (Map.Entry<String, List<ProcessHandle>> part :
                        fresh.processes().entrySet()) {
                    double megabytes = megabytes(part.getValue().getFirst());
                    runs.computeIfAbsent(part.getKey(), name -> new ArrayList<>())
                            .add(megabytes);
                    whole += megabytes;
                }
                runs.computeIfAbsent("the whole stack", name -> new ArrayList<>())
                        .add(whole);
                Watched watched = new Watched(fresh.processes());
                watched.run(() -> {
                    TimeUnit.NANOSECONDS.sleep(UNDISTURBED.toNanos());
                    return 0;
                });
                idle.add(100.0 * watched.served().toNanos() / UNDISTURBED.toNanos());
                who = watched.share();
            }
            Trees.delete(home);
        }
        double peer = megabytes(bench.monolith().process());
        List<Figure> figures = new ArrayList<>();
        runs.forEach((name, megabytes) -> figures.add(Figure.alone(
                NAME,
                name,
                "MB",
                Spread.of(megabytes),
                name.endsWith("-service") ? Target.atMost(LIMIT) : null,
                List.of("at rest, of " + megabytes.size() + " fresh stacks"))));
        figures.add(Figure.alone(
                NAME,
                "processor time with nobody there",
                "% of a core",
                Spread.of(idle),
                Target.atMost(MOST_OF_A_CORE),
                List.of("after " + REST.toSeconds() + " s, of all processors " + who)));
        figures.add(Figure.alone(
                NAME, "the Node monolith", "MB", Spread.of(List.of(peer)), null, List.of("without its database")));
        return figures;
    }

    /// Of PostgreSQL that is its main process alone, without those that it starts for connections.
    private static double megabytes(ProcessHandle process) throws IOException {
        return ProcessStatus.number(process, "VmRSS") / KILO;
    }
}
