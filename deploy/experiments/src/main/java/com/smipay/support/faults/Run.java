package com.smipay.support.faults;

import com.smipay.support.faults.experiment.Experiment;
import com.smipay.support.faults.experiment.Lab;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.report.Report;
import com.smipay.support.faults.report.Table;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// One run: a stack of its own, the experiments one after another, the table.
///
/// @param rounds in place of each experiment's usual number
/// @param seed of every random moment
record Run(PrintWriter out, boolean isShort, Optional<Integer> rounds, long seed) {
    private static final Map<String, String> SETTINGS =
            Map.of("SUPPORT_RATE_LIMIT", "0", "SUPPORT_REALTIME_INSTANCES", "2");

    /// @param json where the figures go
    Report of(List<Experiment> experiments, Path json) throws IOException {
        Instant began = Instant.now();
        Path directory = Files.createTempDirectory("support-faults-");
        List<Outcome> outcomes = new ArrayList<>();
        say("seed " + seed + ", stack in " + directory);
        try (OwnStack stack = OwnStack.start(new StackHome(directory), SETTINGS)) {
            say("the stack is ready after " + since(began).toSeconds() + " s");
            Lab lab = new Lab(stack, isShort, rounds, new Random(seed));
            for (Experiment experiment : experiments) {
                say(experiment.name() + ": " + experiment.what());
                outcomes.add(tried(experiment, lab));
            }
        }
        Report report = new Report(
                began, since(began), seed, isShort, Runtime.getRuntime().availableProcessors(), List.copyOf(outcomes));
        report.write(json);
        print(report, directory, json);
        return report;
    }

    private Outcome tried(Experiment experiment, Lab lab) {
        Instant started = Instant.now();
        Outcome outcome;
        try {
            outcome = experiment.run(lab);
        } catch (IOException | RuntimeException e) {
            outcome = new Outcome(
                    experiment.name(),
                    experiment.what(),
                    Finding.NOTHING,
                    List.of(),
                    List.of("The experiment failed: " + e),
                    new LinkedHashMap<>());
        }
        say(experiment.name() + ": " + Table.words(outcome) + ", after "
                + since(started).toSeconds() + " s " + outcome.figures());
        outcome.finding().words().forEach(words -> say("  " + words));
        outcome.broken().forEach(words -> say("  " + words));
        return outcome.with("seconds", since(started).toSeconds());
    }

    private void print(Report report, Path directory, Path json) throws IOException {
        out.println();
        Table.lines(report.outcomes()).forEach(out::println);
        out.println();
        say((report.isKept() ? "every promise held" : "A PROMISE DID NOT HOLD") + ", "
                + report.took().toSeconds() + " s on " + report.processors() + " processors; figures in " + json);
        if (report.isKept()) {
            Trees.delete(directory);
        } else {
            say("logs and data stay in " + directory);
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
