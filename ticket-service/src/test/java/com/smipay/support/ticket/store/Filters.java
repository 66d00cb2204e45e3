package com.smipay.support.ticket.store;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Filters of one word each, for tests.
final class Filters {
    private Filters() {}

    static TicketFilter of(
            @Nullable String search,
            @Nullable TicketStatus status,
            @Nullable Priority priority,
            @Nullable SupportType type,
            @Nullable String assignee,
            @Nullable String userId,
            @Nullable Instant from,
            @Nullable Instant before) {
        return new TicketFilter(
                search == null ? null : SearchText.of(search).orElseThrow(),
                one(status),
                one(priority),
                one(type),
                one(assignee),
                one(userId),
                from,
                before);
    }

    static TicketFilter searching(String text) {
        return of(text, null, null, null, null, null, null, null);
    }

    private static <T> Set<T> one(@Nullable T word) {
        return word == null ? Set.of() : Set.of(word);
    }
}
