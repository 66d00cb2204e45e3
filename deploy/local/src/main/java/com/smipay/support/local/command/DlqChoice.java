package com.smipay.support.local.command;

import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which dead-lettered records a command is about: all of them, or those that stood at the named places.
final class DlqChoice {
    @Option(names = "--all", description = "Every one.")
    private boolean all;

    @Parameters(paramLabel = "PLACE", arity = "0..*", description = "topic/partition:offset, as `list` prints it.")
    private List<String> places = new ArrayList<>();

    /// By place, in order; what several services have dead-lettered stands together.
    SortedMap<Place, List<DeadLetter>> choose(List<DeadLetter> deadLetters) {
        if (all != places.isEmpty()) {
            throw new UserError("Name the places, or --all");
        }
        SortedMap<Place, List<DeadLetter>> byPlace = new TreeMap<>();
        for (DeadLetter each : deadLetters) {
            byPlace.computeIfAbsent(each.place(), any -> new ArrayList<>()).add(each);
        }
        return all ? byPlace : chosen(byPlace);
    }

    private SortedMap<Place, List<DeadLetter>> chosen(Map<Place, List<DeadLetter>> byPlace) {
        SortedMap<Place, List<DeadLetter>> chosen = new TreeMap<>();
        for (String text : places) {
            Place place =
                    Place.parse(text).orElseThrow(() -> new UserError("This is no topic/partition:offset: " + text));
            List<DeadLetter> there = byPlace.get(place);
            if (there == null) {
                throw new UserError("Nothing is dead-lettered from " + place);
            }
            chosen.put(place, there);
        }
        return chosen;
    }
}
