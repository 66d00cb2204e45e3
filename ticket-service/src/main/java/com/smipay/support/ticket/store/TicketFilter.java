package com.smipay.support.ticket.store;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.store.Analytics.Slice;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What narrows the admin's list (`admin-api.md`, List): null and an empty set narrow nothing, of several in a set any
/// one will do (`decisions.md` 60).
///
/// @param assignees ids of admins, and [#UNASSIGNED]
/// @param from created then or later
/// @param before created earlier than this
public record TicketFilter(
        @Nullable SearchText search,
        Set<TicketStatus> statuses,
        Set<Priority> priorities,
        Set<SupportType> supportTypes,
        Set<String> assignees,
        Set<String> userIds,
        @Nullable Instant from,
        @Nullable Instant before) {
    /// Stands for nobody.
    public static final String UNASSIGNED = "";

    public TicketFilter {
        statuses = Set.copyOf(statuses);
        priorities = Set.copyOf(priorities);
        supportTypes = Set.copyOf(supportTypes);
        assignees = Set.copyOf(assignees);
        userIds = Set.copyOf(userIds);
    }

    TicketFilter withoutSearch() {
        return new TicketFilter(null, statuses, priorities, supportTypes, assignees, userIds, from, before);
    }

    /// Filters that take words of few.
    int kinds() {
        return (int) words().filter(words -> !words.isEmpty()).count();
    }

    /// Whether no filter has more than one word.
    boolean isOfSingleWords() {
        return words().allMatch(words -> words.size() <= 1);
    }

    boolean hasDates() {
        return from != null || before != null;
    }

    boolean isSelective() {
        return search != null || !userIds.isEmpty();
    }

    /// Whether the figures can tell how many tickets match, without a look at them.
    boolean isCounted() {
        return !isSelective() && !hasDates() && (assignees.isEmpty() || assignees.equals(Set.of(UNASSIGNED)));
    }

    /// Whether it asks for nothing but status, priority and type, and perhaps dates.
    boolean isOfSlices() {
        return !isSelective() && assignees.isEmpty();
    }

    /// Whether it asks for nothing but who is assigned, and perhaps dates.
    boolean isOfAssignees() {
        return !isSelective() && !assignees.isEmpty() && kinds() == 1;
    }

    boolean matches(Slice slice) {
        return allows(statuses, slice.status())
                && allows(priorities, slice.priority())
                && allows(supportTypes, slice.supportType())
                && (assignees.isEmpty() || slice.unassigned());
    }

    private Stream<Set<?>> words() {
        return Stream.of(statuses, priorities, supportTypes, assignees);
    }

    private static <T> boolean allows(Set<T> words, T word) {
        return words.isEmpty() || words.contains(word);
    }
}
