package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.files.Trees;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// 6: a service's cold start with and without its start-up cache, beside the running stack whose database and broker it
/// shares; and a whole stack from nothing to ready.
public final class StartScenario implements Scenario {
    private static final String NAME = "6 start";
    private static final String SERVICE = "messaging-service";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int OK = 200;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        ProcessHandle running = bench.stack().part(SERVICE).process();
        List<String> cached = words(running, "cmdline");
        if (cached.stream().noneMatch(word -> word.startsWith("-XX:AOTCache="))) {
            throw new IOException("The services have no start-up caches: let deploy/up build them");
        }
        List<String> plain = cached.stream()
                .filter(word -> !word.startsWith("-XX:AOTCache="))
                .toList();
        List<Double> costs = new ArrayList<>();
        List<Double> plainCosts = new ArrayList<>();
        start(running, cached, new ArrayList<>());
        start(running, plain, new ArrayList<>());
        Pairs times = Pairs.run(
                bench.options().pairs(), () -> start(running, cached, costs), () -> start(running, plain, plainCosts));
        return List.of(
                times.figure(NAME, "with its cache, against without", "s", Target.atMost(0.6), SERVICE),
                new Pairs(costs, plainCosts).figure(NAME, "the same, processor time", "s", null, SERVICE),
                Figure.alone(
                        NAME, "whole stack from nothing to ready", "s", stacks(bench), Target.atMost(10), List.of()));
    }

    /// @return seconds until it is ready
    private static double start(ProcessHandle like, List<String> command, List<Double> costs) throws Exception {
        int internal = FreePorts.any();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        for (String variable : words(like, "environ")) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("INTERNAL_PORT", Integer.toString(internal));
        URI readiness = URI.create("http://127.0.0.1:" + internal + "/health/ready");
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            if (!Waiting.until(LIMIT, STEP, () -> Probe.status(readiness) == OK)) {
                throw new IOException("Not ready in time");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            costs.add(process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3);
            return seconds;
        } finally {
            Waiting.stop(process.toHandle(), Duration.ofSeconds(20));
        }
    }

    private static Spread stacks(Bench bench) throws Exception {
        List<Double> seconds = new ArrayList<>();
        Path home = bench.directory().resolve("start");
        bench.clear();
        for (int run = 0; run < bench.options().pairs(); run++) {
            Trees.delete(home);
            long begun = System.nanoTime();
            try (OwnStack stack = Bench.start(home)) {
                bench.say("ready at " + stack.gateway());
                seconds.add((System.nanoTime() - begun) / 1e9);
            }
        }
        Trees.delete(home);
        return Spread.of(seconds);
    }

    /// From Linux's `/proc`.
    private static List<String> words(ProcessHandle process, String file) throws IOException {
        String text = Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        return List.of(text.split("\0", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
