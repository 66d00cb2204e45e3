package com.smipay.support.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lets troubles come at random for hours. Exit code 1 when a promise did not hold, or a figure grows without a cause.
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Lets troubles come at random for hours, on one stack with two replicas of each service, and"
                + " draws what memory, threads, connections, sizes and lags do meanwhile.")
final class SoakCommand implements Callable<Integer> {
    private static final double SECONDS = Duration.ofHours(1).toSeconds();

    @Option(names = "--hours", defaultValue = "1", description = "How long (${DEFAULT-VALUE}); parts of an hour too.")
    private double hours;

    @Option(names = "--seed", description = "Repeats the random choices of an earlier run.")
    private @Nullable Long seed;

    @Option(names = "--pictures", description = "Where tables and pictures go (deploy/experiments/target/soak).")
    private @Nullable Path pictures;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        Path figures = Path.of(System.getProperty("faults.figures", "faults.json"));
        Path directory = pictures == null ? figures.resolveSibling("soak") : pictures;
        Run run = new Run(spec.commandLine().getOut(), true, Optional.empty(), chosen);
        Duration length = Duration.ofSeconds(Math.round(hours * SECONDS));
        return run.soak(length, directory).isKept() ? 0 : 1;
    }
}
