package com.smipay.support.faults.report;

import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.recorder.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an experiment has found.
///
/// @param done what was done, with its numbers
/// @param recoveries how long it took each time until all was well again
/// @param broken promises, in words; the finding's own violations are not among them
/// @param figures whatever else was measured, by name
public record Outcome(
        String experiment,
        String done,
        Finding finding,
        List<Duration> recoveries,
        List<String> broken,
        Map<String, Object> figures) {
    public Outcome {
        recoveries = List.copyOf(recoveries);
        broken = List.copyOf(broken);
    }

    public static Outcome of(String experiment, String done, Verdict verdict, Collection<Duration> recoveries) {
        return new Outcome(
                experiment, done, verdict.finding(), List.copyOf(recoveries), verdict.broken(), new LinkedHashMap<>());
    }

    /// What the machine does not allow.
    public static Outcome notHere(String experiment, String why) {
        return new Outcome(
                experiment, "not possible here: " + why, Finding.NOTHING, List.of(), List.of(), new LinkedHashMap<>());
    }

    public boolean isKept() {
        return finding.isClean() && broken.isEmpty();
    }

    /// The same, with one more promise that did not hold, where it did not.
    public Outcome expect(boolean held, String words) {
        if (held) {
            return this;
        }
        List<String> more = new ArrayList<>(broken);
        more.add(words);
        return new Outcome(experiment, done, finding, recoveries, more, figures);
    }

    /// The same, with one more figure.
    public Outcome with(String name, Object figure) {
        Map<String, Object> more = new LinkedHashMap<>(figures);
        more.put(name, figure);
        return new Outcome(experiment, done, finding, recoveries, broken, more);
    }

    public Optional<Duration> longestRecovery() {
        return recoveries.stream().max(Duration::compareTo);
    }

    public Optional<Duration> medianRecovery() {
        return recoveries.stream()
                .sorted()
                .skip(Math.max(0, (recoveries.size() - 1) / 2))
                .findFirst();
    }
}
