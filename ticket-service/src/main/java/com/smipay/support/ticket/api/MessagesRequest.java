package com.smipay.support.ticket.api;

import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.admin.MessagesQuery;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads which of a ticket's messages a detail is to show.
final class MessagesRequest {
    private static final int MAX_LIMIT = 500;

    private MessagesRequest() {}

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
}
