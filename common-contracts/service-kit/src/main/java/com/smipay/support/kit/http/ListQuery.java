package com.smipay.support.kit.http;

import com.smipay.support.kit.text.TextRule;
import com.smipay.support.kit.text.Uuids;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the query parameters of all lists of the desk have in common (`admin-api.md`, List: query parameters;
/// `decisions.md` 50, 60). As with [QueryFields], what is wrong is gathered there, and a getter gives a harmless
/// stand-in for it. Not for several threads.
///
/// @param query takes note of what is wrong
/// @param desk whose time it is where a date does not say
public record ListQuery(QueryFields query, ZoneId desk) {
    private static final int USUAL_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_ID = 255;

    /// From 1.
    public int page() {
        return query.number("page", 1, 1, Integer.MAX_VALUE);
    }

    /// 1 to 100.
    public int limit() {
        return query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
    }

    /// Whether `sort_order` says so, or nothing.
    public boolean isDescending() {
        Boolean descending = query.word("sort_order", ListQuery::descending, List.of("asc", "desc"));
        return descending == null || descending;
    }

    private static Optional<Boolean> descending(String word) {
        return switch (word) {
            case "asc" -> Optional.of(false);
            case "desc" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    /// @param end whether those of that very time (or day) are the last ones, as [ListTime#parse]
    /// @return null where it is not given
    public @Nullable Instant time(String name, boolean end) {
        String text = query.filled(name);
        if (text == null) {
            return null;
        }
        Instant time = ListTime.parse(text, end, desk).orElse(null);
        if (time == null) {
            query.reject(name, name + " must be an ISO 8601 date or time, for example 2026-02-24T10:30:00Z");
        }
        return time;
    }

    /// Ids of accounts, of which UUIDs are lowered.
    public Set<String> accounts(String name) {
        Set<String> ids = query.all(name);
        ids.forEach(id -> new TextRule(1, MAX_ID).fault(name, id).ifPresent(fault -> query.reject(name, fault)));
        return ids.stream().map(Uuids::normal).collect(Collectors.toSet());
    }

    /// UUIDs of admins, lowered, or a word for nobody.
    ///
    /// @param word for nobody, as clients write it
    /// @param nobody what stands for nobody in the result
    public Set<String> adminsOr(String name, String word, String nobody) {
        Set<String> ids = new HashSet<>();
        for (String text : query.all(name)) {
            if (text.equals(word)) {
                ids.add(nobody);
            } else if (Uuids.isOne(text)) {
                ids.add(Uuids.normal(text));
            } else {
                query.reject(name, name + " must be an admin's UUID or " + word);
            }
        }
        return ids;
    }
}
