package com.smipay.support.faults.soak;

import com.smipay.support.faults.experiment.Catalogue;
import com.smipay.support.faults.experiment.Experiment;
import com.smipay.support.faults.experiment.Lab;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.outside.OwnStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One trouble after the other, at random, on one stack with two replicas of each service, while a sampler looks.
///
/// @param tried says of a trouble what became of it
/// @param said for whoever waits
public record Soak(OwnStack stack, Duration length, RandomGenerator random, Tried tried, Consumer<String> said) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /// Does one experiment, and never fails.
    @FunctionalInterface
    public interface Tried {
        Outcome run(Experiment experiment, Lab lab);
    }

    public SoakReport run() {
        List<Experiment> troubles = Catalogue.onTwoOfEach();
        List<Outcome> outcomes = new ArrayList<>();
        Sampler sampler = new Sampler(stack);
        long began = System.nanoTime();
        try (ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> looks =
                    looking.scheduleAtFixedRate(sampler::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            while (System.nanoTime() - began < length.toNanos()) {
                Experiment trouble = troubles.get(random.nextInt(troubles.size()));
                said.accept(trouble.name() + ": " + trouble.what());
                Outcome outcome = tried.run(trouble, new Lab(stack, trouble.name(), true, Optional.empty(), random));
                outcomes.add(outcome);
                sampler.note(outcome.finding());
            }
            if (looks.state() == Future.State.FAILED) {
                throw new IllegalStateException("Nobody looked at the figures any more", looks.exceptionNow());
            }
            looks.cancel(false);
        }
        sampler.look();
        return new SoakReport(List.copyOf(outcomes), sampler.all(), sampler.series());
    }
}
