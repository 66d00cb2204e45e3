package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.SearchedPerson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text by which a person's chats are found (`decisions.md` 50): of all that rows show of them, the topic's word
/// with its gaps filled by tokens (`decisions.md` 43).
final class PersonSearch {
    private static final String KNOWN = """
            select known.first_name, known.last_name, known.email, known.phone_number, known.smipay_tag,
                   (select text from person_search where person_id = :id) as text
            from known_person as known
            where known.id = :id
            """;

    private static final String WRITE = """
            insert into person_search (person_id, text) values (:id, :text)
            on conflict (person_id) do update set text = excluded.text
            """;

    private record Folded(String text, @Nullable String before) {}

    private PersonSearch() {}

    /// Behind [People#hold], and behind what was written of them: two who each know a half see both.
    static void fold(Statements transaction, String id) {
        transaction
                .queryOne(
                        KNOWN,
                        Map.of("id", id),
                        row -> new Folded(
                                SearchedPerson.of(
                                        row.textOrNull("first_name"),
                                        row.textOrNull("last_name"),
                                        row.textOrNull("email"),
                                        row.textOrNull("phone_number"),
                                        row.textOrNull("smipay_tag")),
                                row.textOrNull("text")))
                .filter(folded -> !folded.text().equals(folded.before()))
                .ifPresent(folded -> transaction.update(WRITE, Map.of("id", id, "text", folded.text())));
    }
}
