package com.smipay.support.faults;

import com.smipay.support.faults.experiment.Catalogue;
import com.smipay.support.faults.experiment.Experiment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs experiments against a stack of their own and prints what was lost, doubled or out of order. Exit code 1 when a
/// promise did not hold.
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        subcommands = SoakCommand.class,
        description = "Breaks one part of a stack of its own after another while people talk through it, and looks"
                + " whether anything that was accepted is lost, doubled or out of order.")
public final class FaultsCommand implements Callable<Integer> {
    @Option(names = "--list", description = "Only says which experiments there are.")
    private boolean list;

    @Option(names = "--short", description = "Seconds instead of minutes for each.")
    private boolean isShort;

    @Option(names = "--rounds", description = "How often each thing is done, where it is done more than once.")
    private @Nullable Integer rounds;

    @Option(names = "--seed", description = "Repeats the random moments of an earlier run.")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Where the figures go (deploy/experiments/target/faults.json).")
    private @Nullable Path json;

    @Parameters(description = "Names of experiments; all of them without any.", paramLabel = "NAME")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Catalogue.all().forEach(each -> out.println(each.name() + "\t" + each.what()));
            return 0;
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        Path file = json == null ? Path.of(System.getProperty("faults.figures", "faults.json")) : json;
        Run run = new Run(out, isShort, Optional.ofNullable(rounds), chosen);
        return run.execute(experiments(), file).isKept() ? 0 : 1;
    }

    private List<Experiment> experiments() {
        List<String> known = Catalogue.all().stream().map(Experiment::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(spec.commandLine(), "No experiment is called " + name + "; see --list");
            }
        }
        return names.isEmpty()
                ? Catalogue.possible()
                : Catalogue.all().stream()
                        .filter(each -> names.contains(each.name()))
                        .toList();
    }

    public static void main(String[] arguments) {
        // Clients that lose their servers have much to say about it.
        Logger.getLogger("").setLevel(Level.OFF);
        // The official client's own threads may fall over a line that ends while they read from it; the phone goes on.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!thread.getName().startsWith("OkHttp")) {
                Logger.getLogger("faults").log(Level.SEVERE, "A thread has died: " + thread.getName(), failure);
            }
        });
        Logger.getLogger("faults").setLevel(Level.SEVERE);
        System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
    }
}
