package com.smipay.support.faults.recorder;

import java.util.ArrayList;
import java.util.List;

/// The judgement of some evidence.
///
/// @param acknowledged what clients were told is taken
/// @param found of these, what is everywhere where it has to be
/// @param missing what is not, and what was shown to somebody and is nowhere kept
/// @param duplicates what is kept, published under another name, or shown twice
/// @param outOfOrder what stands behind something that was taken later
/// @param words the first few violations, for a person
public record Finding(
        long acknowledged, long found, long missing, long duplicates, long outOfOrder, List<String> words) {
    public static final Finding NOTHING = new Finding(0, 0, 0, 0, 0, List.of());

    private static final int MOST_WORDS = 12;

    public Finding {
        words = List.copyOf(words.subList(0, Math.min(MOST_WORDS, words.size())));
    }

    public boolean isClean() {
        return missing == 0 && duplicates == 0 && outOfOrder == 0 && found == acknowledged;
    }

    public Finding plus(Finding other) {
        List<String> both = new ArrayList<>(words);
        both.addAll(other.words);
        return new Finding(
                acknowledged + other.acknowledged,
                found + other.found,
                missing + other.missing,
                duplicates + other.duplicates,
                outOfOrder + other.outOfOrder,
                both);
    }
}
