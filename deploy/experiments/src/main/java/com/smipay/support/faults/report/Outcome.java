package com.smipay.support.faults.report;

import com.smipay.support.faults.recorder.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an experiment has found; it grows by what the experiment expects and measures.
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
    public static final String REFUSED = "refused and tried again";
    public static final String LOST = "answers lost and tried again";

    public static Outcome of(
            String experiment, String done, Finding finding, List<Duration> recoveries, List<String> broken) {
        return new Outcome(
                experiment, done, finding, List.copyOf(recoveries), new ArrayList<>(broken), new LinkedHashMap<>());
    }

    public boolean isKept() {
        return finding.isClean() && broken.isEmpty();
    }

    /// One more promise, which is broken where it did not hold.
    public Outcome expect(boolean held, String words) {
        if (!held) {
            broken.add(words);
        }
        return this;
    }

    /// All was well again within that time, each time.
    public Outcome within(Duration promise) {
        return expect(
                recoveries.stream().allMatch(each -> each.compareTo(promise) < 0),
                "Not back within " + promise.toSeconds() + " s");
    }

    /// Nobody was refused anything, nor left without an answer.
    public Outcome nobodyNoticed() {
        for (String name : List.of(REFUSED, LOST)) {
            expect(Long.valueOf(0).equals(figures.get(name)), name + ": " + figures.get(name));
        }
        return this;
    }

    /// One more figure.
    public Outcome with(String name, Object figure) {
        figures.put(name, figure);
        return this;
    }
}
