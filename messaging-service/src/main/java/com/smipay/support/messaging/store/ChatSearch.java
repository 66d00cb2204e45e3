package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.kit.text.PhoneSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is searched for in chats (`live-chat-api.md`, Admin side; `decisions.md` 50): inside of visible messages, of
/// contacts, and of what is known of the owner; with one or two characters, at the beginnings of contacts, names and
/// tags. Indexes find whole words and their endings, so each part of a term is looked for as what it must be: of
/// several
/// words the first ends a word of the text, the last begins one, those between are words. The text is compared
/// afterwards.
///
/// @param text folded, neither empty nor with blanks around it
/// @param phone what it means where it looks like a part of a phone number
public record ChatSearch(String text, @Nullable PhoneSearch phone) {
    private static final int FEWEST_INSIDE = 3;
    private static final int MAX = 200;
    private static final int FEWEST_LETTERS = 2;

    /// So much of a word stands in the indexes of endings.
    private static final int ENDING = 24;

    /// So long are the pieces of a long word, see `text_words`.
    private static final int PIECE = 48;

    /// A name of two or three words: somebody may have others in between.
    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{M}'-]{3,}( [\\p{L}\\p{M}'-]{3,}){1,2}");

    private static final String IN_TEXTS = """
            select conversation_id from chat_text
            where text_words(text) @@ cast(:words as tsquery) and text like :pattern
            union
            """;

    private static final String IN_UNLEARNT_TEXTS = """
            select queued.conversation_id
            from chat_text_to_learn as queued
            cross join lateral (
                select text from chat_text as one
                where one.conversation_id = queued.conversation_id and one.seq = queued.seq offset 0
            ) as one
            where one.text like :pattern
            union
            """;

    /// @param text as somebody typed it
    /// @return empty where it shows nothing
    public static Optional<ChatSearch> of(String text) {
        String folded = FoldedText.of(text).strip();
        return folded.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChatSearch(folded, PhoneSearch.of(folded).orElse(null)));
    }

    /// Whether indexes can answer it.
    public boolean isAnswerable() {
        return length(text) <= MAX
                && (isShort()
                        || text.codePoints().filter(Character::isLetterOrDigit).count() >= FEWEST_LETTERS);
    }

    private boolean isShort() {
        return length(text) < FEWEST_INSIDE;
    }

    /// A query for the ids of the chats that match, some perhaps more than once.
    ///
    /// @param params takes the query's parameters
    String query(Statements statements, Map<String, @Nullable Object> params) {
        List<List<String>> inContacts = isShort() ? beginnings() : alternatives(false);
        List<List<String>> inPeople = isShort() ? beginnings() : alternatives(true);
        params.put("in_contacts", words(inContacts, isShort() ? 2 : ENDING));
        params.put("in_people", words(inPeople, isShort() ? 2 : ENDING));
        String others = """
                select conversation_id from chat_origin
                where %1$s(contacts) @@ cast(:in_contacts as tsquery) and (%2$s)
                union
                select owned.conversation_id
                from (
                    select person_id from person_search where %1$s(text) @@ cast(:in_people as tsquery) and (%3$s) offset 0
                ) as known
                cross join lateral (
                    select conversation_id from chat where chat.owner_user_id = known.person_id offset 0
                ) as owned
                """.formatted(
                        isShort() ? "word_beginnings" : "word_endings",
                        compared("contacts", inContacts, params),
                        compared("text", inPeople, params));
        return isShort() ? others : inTexts(statements, params) + others;
    }

    private String inTexts(Statements statements, Map<String, @Nullable Object> params) {
        String words = wordsOfTexts(statements);
        if (words == null) {
            return "";
        }
        params.put("pattern", "%" + escaped(text) + "%");
        if (words.isEmpty()) {
            return IN_UNLEARNT_TEXTS;
        }
        params.put("words", words);
        return IN_TEXTS + IN_UNLEARNT_TEXTS;
    }

    /// As a `tsquery`: empty where no text that is learnt can match, null where nothing of the term narrows a search of
    /// texts down.
    private @Nullable String wordsOfTexts(Statements statements) {
        List<String> words = List.of(text.split(" ", -1));
        List<String> all = new ArrayList<>();
        String first = words.getFirst();
        if (length(first) >= FEWEST_INSIDE) {
            List<String> known = words.size() == 1
                    ? ChatWords.having(
                            statements, beginning(first, ENDING), "%" + escaped(beginning(first, ENDING)) + "%")
                    : ChatWords.having(
                            statements, beginning(first, ENDING), "%" + escaped(length(first) > ENDING ? "" : first));
            if (known.isEmpty()) {
                return "";
            }
            all.add(known.stream().map(ChatSearch::quoted).collect(Collectors.joining(" | ", "(", ")")));
        }
        for (String word : words.subList(Math.min(1, words.size()), Math.max(1, words.size() - 1))) {
            all.add(quoted(beginning(word, PIECE)));
        }
        if (words.size() > 1 && length(words.getLast()) >= FEWEST_INSIDE) {
            all.add(quoted(beginning(words.getLast(), PIECE)) + ":*");
        }
        return all.isEmpty() ? null : String.join(" & ", all);
    }

    /// Texts that a contact, or a person, may have inside: all of one list.
    private List<List<String>> alternatives(boolean ofPeople) {
        Stream<List<String>> numbers = phone == null
                ? Stream.of()
                : Stream.concat(Stream.of(phone.inside()), phone.beginnings().stream())
                        .filter(number -> length(number) >= FEWEST_INSIDE)
                        .map(List::of);
        Stream<List<String>> names =
                ofPeople && NAMES.matcher(text).matches() ? Stream.of(List.of(text.split(" ", -1))) : Stream.of();
        return Stream.of(Stream.of(List.of(text)), numbers, names)
                .flatMap(texts -> texts)
                .distinct()
                .toList();
    }

    /// With a tag's sign before it, too.
    private List<List<String>> beginnings() {
        return List.of(List.of(text), List.of("@" + text));
    }

    /// As a `tsquery`: whatever has endings, or beginnings, that begin with all texts of one list.
    private static String words(List<List<String>> alternatives, int length) {
        return alternatives.stream()
                .map(texts -> texts.stream()
                        .map(text -> quoted(beginning(text, length)) + ":*")
                        .collect(Collectors.joining(" & ", "(", ")")))
                .collect(Collectors.joining(" | "));
    }

    /// What the index found, held against the whole text.
    private String compared(String column, List<List<String>> alternatives, Map<String, @Nullable Object> params) {
        List<String> any = new ArrayList<>();
        for (List<String> texts : alternatives) {
            List<String> all = new ArrayList<>();
            for (String text : texts) {
                String name = column + "_" + any.size() + "_" + all.size();
                params.put(name, text);
                all.add(
                        isShort()
                                ? "strpos(E'\\x01' || %1$s, E'\\x01' || :%2$s) > 0".formatted(column, name)
                                : "strpos(%1$s, :%2$s) > 0".formatted(column, name));
            }
            any.add("(" + String.join(" and ", all) + ")");
        }
        return String.join(" or ", any);
    }

    /// Stands for itself in a `tsquery`.
    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /// Stands for itself in a pattern.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /// Counted as the database counts.
    private static String beginning(String text, int most) {
        return length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
