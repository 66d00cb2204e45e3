package com.smipay.support.faults;

import com.smipay.support.faults.experiment.Catalogue;
import com.smipay.support.faults.experiment.Experiment;
import com.smipay.support.faults.experiment.Lab;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.report.Report;
import com.smipay.support.faults.report.Table;
import com.smipay.support.faults.soak.Soak;
import com.smipay.support.faults.soak.SoakReport;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.files.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// One run: a stack of its own, the experiments one after another, the table.
///
/// @param rounds in place of each experiment's usual number
/// @param seed of every random moment
record Run(PrintWriter out, boolean isShort, Optional<Integer> rounds, long seed) {
    private static final Map<String, String> SETTINGS =
            Map.of("SUPPORT_RATE_LIMIT", "0", "SUPPORT_REALTIME_INSTANCES", "2", "SOCKETS_PER_PERSON", "10000");

    /// @param json where the figures go
    Report execute(List<Experiment> experiments, Path json) throws IOException {
        Instant began = Instant.now();
        say("seed " + seed);
        Random random = new Random(seed);
        List<Path> directories = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (List<Experiment> neighbours : onOneStackEach(experiments)) {
            Path directory = Files.createTempDirectory("support-faults-");
            directories.add(directory);
            outcomes.addAll(onOneStack(neighbours, directory, random));
        }
        Report report = new Report(
                began, since(began), seed, isShort, Runtime.getRuntime().availableProcessors(), List.copyOf(outcomes));
        report.write(json);
        print(report, directories, json);
        return report;
    }

    /// @param directory where tables and pictures go
    SoakReport soak(Duration length, Path directory) throws IOException {
        say("seed " + seed);
        Path data = Files.createTempDirectory("support-soak-");
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(Catalogue.TWO_OF_EACH);
        SoakReport report;
        try (OwnStack stack = OwnStack.start(new StackHome(data), settings)) {
            report = new Soak(stack, length, new Random(seed), this::tried, this::say).run();
        }
        report.draw(directory);
        Files.write(directory.resolve("tables.txt"), report.lines());
        out.println();
        report.lines().forEach(out::println);
        out.println();
        print(report.isKept(), "pictures in " + directory, List.of(data));
        return report;
    }

    private static List<List<Experiment>> onOneStackEach(List<Experiment> experiments) {
        List<List<Experiment>> stacks = new ArrayList<>();
        for (Experiment experiment : experiments) {
            if (stacks.isEmpty()
                    || !stacks.getLast()
                            .getFirst()
                            .settings()
                            .get()
                            .equals(experiment.settings().get())) {
                stacks.add(new ArrayList<>());
            }
            stacks.getLast().add(experiment);
        }
        return stacks;
    }

    private List<Outcome> onOneStack(List<Experiment> experiments, Path directory, Random random) throws IOException {
        Instant began = Instant.now();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(experiments.getFirst().settings().get());
        say("a stack starts in " + directory);
        List<Outcome> outcomes = new ArrayList<>();
        try (OwnStack stack = OwnStack.start(new StackHome(directory), settings)) {
            say("it is ready after " + since(began).toSeconds() + " s");
            for (Experiment experiment : experiments) {
                say(experiment.name() + ": " + experiment.what());
                outcomes.add(tried(experiment, new Lab(stack, experiment.name(), isShort, rounds, random)));
            }
        }
        return outcomes;
    }

    private Outcome tried(Experiment experiment, Lab lab) {
        Instant started = Instant.now();
        Outcome outcome;
        try {
            outcome = experiment.body().run(lab);
        } catch (IOException | RuntimeException e) {
            List<String> failed = List.of("The experiment failed: " + e);
            outcome = Outcome.of(experiment.name(), experiment.what(), Finding.NOTHING, List.of(), failed);
        }
        say(experiment.name() + ": " + Table.words(outcome) + ", after "
                + since(started).toSeconds() + " s " + outcome.figures());
        outcome.finding().words().forEach(words -> say("  " + words));
        outcome.broken().forEach(words -> say("  " + words));
        return outcome.with("seconds", since(started).toSeconds());
    }

    private void print(Report report, List<Path> directories, Path json) throws IOException {
        out.println();
        Table.lines(report.outcomes()).forEach(out::println);
        out.println();
        String where = report.took().toSeconds() + " s on " + report.processors() + " processors; figures in " + json;
        print(report.isKept(), where, directories);
    }

    private void print(boolean isKept, String words, List<Path> directories) throws IOException {
        say((isKept ? "every promise held" : "A PROMISE DID NOT HOLD") + ", " + words);
        if (isKept) {
            for (Path directory : directories) {
                Trees.delete(directory);
            }
        } else {
            say("logs and data stay in "
                    + directories.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
    }

    private void say(String words) {
        out.println(words);
        out.flush();
    }

    private static Duration since(Instant moment) {
        return Duration.between(moment, Instant.now());
    }
}
