package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What an experiment works with.
///
/// @param experiment its name
/// @param isShort whether it is to take seconds instead of minutes
/// @param rounds how often, where the person at the terminal said so
public record Lab(
        OwnStack stack, String experiment, boolean isShort, Optional<Integer> rounds, RandomGenerator random) {
    /// A load that leaves a process that starts some processor time: what is looked for here is loss, not capacity.
    private static final Duration BETWEEN = Duration.ofMillis(150);

    /// What is done again and again while people talk.
    @FunctionalInterface
    interface Trouble {
        /// @return how long it took until all was well again
        Duration once(Traffic traffic) throws IOException;
    }

    /// The usual people.
    Traffic people() throws IOException {
        return Traffic.start(stack, isShort ? 2 : 4, BETWEEN, random);
    }

    int rounds(int usual, int inShort) {
        return rounds.orElse(isShort ? inShort : usual);
    }

    Duration time(Duration usual, Duration inShort) {
        return isShort ? inShort : usual;
    }

    /// Lets the load go on for a random while.
    void letGo(Duration least, Duration most) throws IOException {
        long spread = most.minus(least).toNanos();
        Waiting.pause(least.plusNanos((long) (spread * random.nextDouble())));
    }

    static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Troubles the usual people so many times at random moments.
    ///
    /// @param least between two times, as is `most`
    /// @param done what is done, with its numbers
    Outcome again(int times, Duration least, Duration most, String done, Trouble trouble) throws IOException {
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = people()) {
            for (int time = 0; time < times; time++) {
                letGo(least, most);
                recoveries.add(trouble.once(traffic));
            }
            return judged(done, traffic, recoveries);
        }
    }

    /// Lets everybody end what they are at, and looks what became of all that was said.
    Outcome judged(String done, Traffic traffic, List<Duration> recoveries) throws IOException {
        traffic.stop();
        return outcome(done, traffic.verdict(), traffic.journal(), recoveries);
    }

    Outcome outcome(String done, Verdict verdict, Journal journal, List<Duration> recoveries) {
        return Outcome.of(experiment, done, verdict.finding(), recoveries, verdict.broken())
                .with(Outcome.REFUSED, journal.refusals())
                .with(Outcome.LOST, journal.lostAnswers())
                .with("slowest refusal ms", journal.slowestRefusal().toMillis());
    }
}
