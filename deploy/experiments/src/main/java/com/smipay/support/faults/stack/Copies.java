package com.smipay.support.faults.stack;

import com.smipay.support.local.outside.OwnStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether every copy is what its owner has, in all parts that both keep.
public record Copies(OwnStack stack) {
    private static final String TICKETS = """
            select concat_ws(' ', id, version, ticket_number, coalesce(owner_user_id, '-'), email, status) from ticket
            """;

    private static final String TICKETS_OF_MESSAGING = """
            select concat_ws(' ', ticket_id, ticket_version, ticket_number, coalesce(owner_user_id, '-'), owner_email, status)
            from conversation where ticket_version > 0
            """;

    private static final String TICKETS_OF_RATING = """
            select concat_ws(' ', id, version, ticket_number, coalesce(owner_user_id, '-'), owner_email, status)
            from ticket_copy where version > 0
            """;

    private static final String CONVERSATIONS = """
            select concat_ws(' ', ticket_id, seq, visible_count, newest_seq, newest_at, last_reply_at, read_seq, newest_preview)
            from conversation where ticket_version > 0
            """;

    private static final String CONVERSATIONS_OF_TICKETS = """
            select concat_ws(' ', id, last_seq, message_count, newest_seq, newest_at, last_response_at, read_seq,
                             newest_preview)
            from ticket
            """;

    private static final String RATINGS = "select ticket_id || ' ' || stars from rating";
    private static final String RATINGS_OF_MESSAGING = "select ticket_id || ' ' || rating from rating_copy";
    private static final String RATINGS_OF_TICKETS =
            "select id || ' ' || satisfaction_rating from ticket where satisfaction_rating is not null";

    /// In words; empty where all are exact.
    public List<String> differences() {
        List<String> words = new ArrayList<>();
        Set<String> tickets = rows("ticket", TICKETS);
        compare("tickets in messaging", tickets, rows("messaging", TICKETS_OF_MESSAGING), words);
        compare("tickets in rating", tickets, rows("rating", TICKETS_OF_RATING), words);
        compare("conversations", rows("messaging", CONVERSATIONS), rows("ticket", CONVERSATIONS_OF_TICKETS), words);
        Set<String> ratings = rows("rating", RATINGS);
        compare("ratings in messaging", ratings, rows("messaging", RATINGS_OF_MESSAGING), words);
        // A rating of a ticket that is lost has nowhere to stand there.
        Set<String> there = rows("ticket", "select id::text from ticket");
        ratings.removeIf(rating -> !there.contains(rating.substring(0, rating.indexOf(' '))));
        compare("ratings in tickets", ratings, rows("ticket", RATINGS_OF_TICKETS), words);
        return words;
    }

    private Set<String> rows(String database, String sql) {
        return new HashSet<>(stack.database(database).texts(sql));
    }

    private static void compare(String what, Set<String> owner, Set<String> copy, List<String> words) {
        if (!owner.equals(copy)) {
            long missing = owner.stream().filter(row -> !copy.contains(row)).count();
            long strange = copy.stream().filter(row -> !owner.contains(row)).count();
            words.add(what + ": " + missing + " missing or other, " + strange + " that the owner has not");
        }
    }
}
