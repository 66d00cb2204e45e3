package com.smipay.support.ticket.admin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which of a ticket's messages a detail shows (`decisions.md` 56).
///
/// @param limit null for as many as there may be in one answer
/// @param before the id of a message or note; null for the newest
public record MessagesQuery(
        @Nullable Integer limit, @Nullable UUID before) {
    /// As a query string, empty where nothing is asked for.
    String text() {
        if (limit == null) {
            return before == null ? "" : "?before=" + before;
        }
        return "?limit=" + limit + (before == null ? "" : "&before=" + before);
    }
}
