package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.kit.text.PhoneSearch;
import com.smipay.support.messaging.store.ChatShares.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
/// several words the first ends a word of the text, the last begins one, those between are words. The text is compared
/// afterwards.
///
/// @param text folded, neither empty nor with blanks around it
/// @param phone what it means where it looks like a part of a phone number
public record ChatSearch(String text, @Nullable PhoneSearch phone) {
    static final int FEWEST_INSIDE = 3;
    private static final int MAX = 200;
    private static final int FEWEST_LETTERS = 2;

    /// So much of a word stands in the indexes of endings.
    static final int ENDING = 24;

    /// A name of two or three words: somebody may have others in between.
    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{M}'-]{3,}( [\\p{L}\\p{M}'-]{3,}){1,2}");

    private static final String IN_TEXTS = """
            select conversation_id from chat_text
            where text_words(text) @@ cast(:words as tsquery) and text like :pattern
            """;

    private static final String IN_UNLEARNT_TEXTS = """
            select queued.conversation_id
            from chat_text_to_learn as queued
            cross join lateral (
                select text from chat_text as one
                where one.conversation_id = queued.conversation_id and one.seq = queued.seq offset 0
            ) as one
            where one.text like :pattern
            """;

    /// Of the row `chat`: whether it matches by its texts, its contacts or its owner.
    private static final String TEXT_OF_CHAT = """
            exists (
                select from chat_text as one
                where one.conversation_id = chat.conversation_id and one.text like :pattern offset 0)
            or\s""";

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

    /// Makes it ready to be run; looks up which words of texts it means.
    ChatMatches matches(Statements statements) {
        List<List<String>> inContacts = isShort() ? beginnings() : alternatives(false);
        List<List<String>> inPeople = isShort() ? beginnings() : alternatives(true);
        int longest = isShort() ? 2 : ENDING;
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("in_contacts", words(inContacts, longest));
        params.put("in_people", words(inPeople, longest));
        String parts = isShort() ? "word_beginnings" : "word_endings";
        String contacts = compared("contacts", inContacts, params);
        String people = compared("text", inPeople, params);
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("in_contacts", """
            select conversation_id from chat_origin where %s(contacts) @@ cast(:in_contacts as tsquery) and (%s)
            """.formatted(parts, contacts));
        sources.put("of_people", """
            select owned.conversation_id
            from (
                select person_id from person_search where %s(text) @@ cast(:in_people as tsquery) and (%s) offset 0
            ) as known
            cross join lateral (
                select conversation_id from chat where chat.owner_user_id = known.person_id offset 0
            ) as owned
            """.formatted(parts, people));
        List<Asked> asked = new ArrayList<>();
        asked.addAll(asked(isShort() ? "chat_origin_by_beginning" : "chat_origin_by_contact", inContacts, longest));
        asked.addAll(asked(isShort() ? "person_search_by_beginning" : "person_search_by_ending", inPeople, longest));
        String ofChat = """
            exists (
                select from chat_origin as one where one.conversation_id = chat.conversation_id and (%s) offset 0)
            or exists (select from person_search as one where one.person_id = chat.owner_user_id and (%s) offset 0)
            """.formatted(contacts, people);
        ChatTerm term = isShort() ? null : ChatTerm.of(statements, text);
        if (term == null) {
            return new ChatMatches(sources, ofChat, true, asked, params);
        }
        params.put("pattern", "%" + ChatTerm.escaped(text) + "%");
        sources.put("in_unlearnt_texts", IN_UNLEARNT_TEXTS);
        if (!term.query().isEmpty()) {
            params.put("words", term.query());
            sources.put("in_texts", IN_TEXTS);
            asked.addAll(term.asked());
        }
        return new ChatMatches(sources, TEXT_OF_CHAT + ofChat, term.isComplete(), asked, params);
    }

    private static List<Asked> asked(String index, List<List<String>> alternatives, int longest) {
        return alternatives.stream()
                .map(texts ->
                        new Asked(index, 0, ChatTerm.escaped(ChatTerm.beginning(texts.getFirst(), longest)) + "%"))
                .distinct()
                .toList();
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
                        .map(text -> ChatTerm.quoted(ChatTerm.beginning(text, length)) + ":*")
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

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
