package com.smipay.support.ticket.admin;

import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.http.QueryFields;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which of a ticket's messages a detail shows (`decisions.md` 56).
///
/// @param limit null for as many as there may be in one answer
/// @param before the id of a message or note; null for the newest
record MessagesQuery(@Nullable Integer limit, @Nullable UUID before) {
    private static final int MAX_LIMIT = 500;

    static MessagesQuery parse(QueryFields query) {
        Integer limit = query.filled("limit") == null ? null : query.number("limit", MAX_LIMIT, 1, MAX_LIMIT);
        return new MessagesQuery(limit, before(query));
    }

    private static @Nullable UUID before(QueryFields query) {
        String text = query.filled("before");
        if (text == null) {
            return null;
        }
        Optional<UUID> id = Uuids.parse(text);
        if (id.isEmpty()) {
            query.reject("before", "before must be the id of a message");
        }
        return id.orElse(null);
    }

    /// As a query string, empty where nothing is asked for.
    String text() {
        if (limit == null) {
            return before == null ? "" : "?before=" + before;
        }
        return "?limit=" + limit + (before == null ? "" : "&before=" + before);
    }
}
