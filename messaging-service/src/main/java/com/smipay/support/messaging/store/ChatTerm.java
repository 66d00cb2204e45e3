package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.store.ChatShares.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A search term as the index of words in texts can be asked for it. The index has whole words, and their beginnings:
/// of several words the first ends a word of the text, the last begins one, those between are words. Which words have
/// an ending, or something inside, the dictionary tells.
///
/// @param query a `tsquery`, empty where no text that is learnt can match
/// @param isComplete whether the query has all words that the dictionary tells, which may be a great many
/// @param asked what tells how common they are
record ChatTerm(String query, boolean isComplete, List<Asked> asked) {
    private static final String INDEX = "chat_text_by_word";

    /// So long are the pieces of a long word, see `text_words`.
    private static final int PIECE = 48;

    ChatTerm {
        asked = List.copyOf(asked);
    }

    /// @param text folded
    /// @return null where nothing of the term narrows a search of texts down
    static @Nullable ChatTerm of(Statements statements, String text) {
        List<String> words = List.of(text.split(" ", -1));
        List<String> all = new ArrayList<>();
        List<Asked> asked = new ArrayList<>();
        boolean isComplete = true;
        String first = words.getFirst();
        if (length(first) >= ChatSearch.FEWEST_INSIDE) {
            String pattern = pattern(first, words.size() == 1);
            List<String> known = ChatWords.having(statements, beginning(first, ChatSearch.ENDING), pattern);
            if (known.isEmpty()) {
                return new ChatTerm("", true, List.of());
            }
            isComplete = known.size() < ChatWords.MOST;
            all.add(known.stream().map(ChatTerm::quoted).collect(Collectors.joining(" | ", "(", ")")));
            asked.add(new Asked(INDEX, 0, pattern));
        }
        for (String word : words.subList(Math.min(1, words.size()), Math.max(1, words.size() - 1))) {
            String piece = beginning(word, PIECE);
            all.add(quoted(piece));
            asked.add(new Asked(INDEX, all.size(), escaped(piece)));
        }
        if (words.size() > 1 && length(words.getLast()) >= ChatSearch.FEWEST_INSIDE) {
            String piece = beginning(words.getLast(), PIECE);
            all.add(quoted(piece) + ":*");
            asked.add(new Asked(INDEX, all.size(), escaped(piece) + "%"));
        }
        return all.isEmpty() ? null : new ChatTerm(String.join(" & ", all), isComplete, asked);
    }

    /// What a word is like that has the first word of a term inside, or at its end where the term goes on.
    private static String pattern(String first, boolean isAlone) {
        String beginning = escaped(beginning(first, ChatSearch.ENDING));
        if (isAlone) {
            return "%" + beginning + "%";
        }
        return length(first) > ChatSearch.ENDING ? "%" : "%" + beginning;
    }

    /// Stands for itself in a `tsquery`.
    static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /// Stands for itself in a pattern.
    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /// Counted as the database counts.
    static String beginning(String text, int most) {
        return length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
