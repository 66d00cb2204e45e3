package com.smipay.support.kit.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Names of variables that are near to those of settings.
final class SettingNames {
    /// A letter too many, one too few, or two that changed places.
    private static final int NEAR = 2;

    /// Of shorter names too many are near to each other.
    private static final int SHORTEST = 8;

    private SettingNames() {}

    static Map<String, String> misspelt(Set<String> given, Set<String> known) {
        Map<String, String> misspelt = new TreeMap<>();
        given.stream()
                .filter(name -> name.length() >= SHORTEST && !known.contains(name))
                .forEach(name -> nearest(name, known).ifPresent(meant -> misspelt.put(name, meant)));
        return misspelt;
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= NEAR)
                .filter(candidate -> distance(name, candidate) <= NEAR)
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// Levenshtein's.
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
