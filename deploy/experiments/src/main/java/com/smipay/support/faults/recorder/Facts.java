package com.smipay.support.faults.recorder;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Things that were taken, each of which is to stand exactly once in each of some places: opened tickets, ratings.
///
/// @param taken by a name that nothing else bears
/// @param places what was found in each, by the same names
public record Facts(String kind, Set<String> taken, Map<String, List<String>> places) {
    public Finding judge() {
        Set<String> lost = new HashSet<>();
        List<String> words = new ArrayList<>();
        long duplicates = 0;
        for (Map.Entry<String, List<String>> place : places.entrySet()) {
            List<String> there =
                    place.getValue().stream().filter(taken::contains).toList();
            Set<String> found = new HashSet<>(there);
            for (String each : taken) {
                if (!found.contains(each)) {
                    lost.add(each);
                    words.add(kind + " " + each + " is not in " + place.getKey());
                }
            }
            if (there.size() > found.size()) {
                duplicates += there.size() - found.size();
                words.add(kind + ": " + (there.size() - found.size()) + " twice in " + place.getKey());
            }
        }
        return new Finding(taken.size(), taken.size() - lost.size(), lost.size(), duplicates, 0, words);
    }
}
