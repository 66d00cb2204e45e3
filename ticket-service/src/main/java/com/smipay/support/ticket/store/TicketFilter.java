package com.smipay.support.ticket.store;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.store.Analytics.Slice;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What narrows the admin's list; null narrows nothing (`admin-api.md`, List).
///
/// @param search in lower case
/// @param assignedTo an admin's id, or [#UNASSIGNED]
/// @param from created then or later
/// @param before created earlier than this
public record TicketFilter(
        @Nullable String search,
        @Nullable TicketStatus status,
        @Nullable Priority priority,
        @Nullable SupportType supportType,
        @Nullable String assignedTo,
        @Nullable String userId,
        @Nullable Instant from,
        @Nullable Instant before) {
    /// Stands for nobody.
    public static final String UNASSIGNED = "";

    TicketFilter withoutSearch() {
        return new TicketFilter(null, status, priority, supportType, assignedTo, userId, from, before);
    }

    /// Filters that take one word of few.
    int words() {
        return (int) Stream.of(status, priority, supportType, assignedTo)
                .filter(Objects::nonNull)
                .count();
    }

    boolean hasDates() {
        return from != null || before != null;
    }

    boolean isSelective() {
        return search != null || userId != null;
    }

    /// Whether the figures can tell how many tickets match, without a look at them.
    boolean isCounted() {
        return !isSelective() && !hasDates() && (assignedTo == null || assignedTo.equals(UNASSIGNED));
    }

    /// Whether it asks for nothing but status, priority and type.
    boolean isOfSlices() {
        return isCounted() && assignedTo == null;
    }

    boolean matches(Slice slice) {
        return (status == null || status == slice.status())
                && (priority == null || priority == slice.priority())
                && (supportType == null || supportType == slice.supportType())
                && (assignedTo == null || slice.unassigned());
    }
}
