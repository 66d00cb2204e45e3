package com.smipay.support.local.command;

import com.smipay.support.local.parking.Parked;
import com.smipay.support.local.parking.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which parked records a command is about: all of them, or those that stood at the named places.
final class DlqChoice {
    @Option(names = "--all", description = "Every one.")
    private boolean all;

    @Parameters(paramLabel = "PLACE", arity = "0..*", description = "topic/partition:offset, as `list` prints it.")
    private List<String> places = new ArrayList<>();

    /// By place, in order; what several services have parked stands together.
    SortedMap<Place, List<Parked>> of(List<Parked> parked) {
        if (all != places.isEmpty()) {
            throw new UserError("Name the places, or --all");
        }
        SortedMap<Place, List<Parked>> byPlace = new TreeMap<>();
        for (Parked each : parked) {
            byPlace.computeIfAbsent(each.place(), any -> new ArrayList<>()).add(each);
        }
        return all ? byPlace : chosen(byPlace);
    }

    private SortedMap<Place, List<Parked>> chosen(Map<Place, List<Parked>> byPlace) {
        SortedMap<Place, List<Parked>> chosen = new TreeMap<>();
        for (String text : places) {
            Place place =
                    Place.parse(text).orElseThrow(() -> new UserError("This is no topic/partition:offset: " + text));
            List<Parked> there = byPlace.get(place);
            if (there == null) {
                throw new UserError("Nothing is parked from " + place);
            }
            chosen.put(place, there);
        }
        return chosen;
    }
}
