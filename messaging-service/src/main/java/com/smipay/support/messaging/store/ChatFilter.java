package com.smipay.support.messaging.store;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.messaging.store.ChatFigures.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What narrows the agents' list (`live-chat-api.md`, Admin side): null and an empty set narrow nothing, of several in
/// a set any one will do (`decisions.md` 60).
///
/// @param assignees ids of agents, and [#UNASSIGNED]
/// @param hasTicket whether a ticket was made of it
/// @param from begun then or later
/// @param before begun earlier than this
public record ChatFilter(
        @Nullable ChatSearch search,
        Set<ConversationStatus> statuses,
        Set<String> assignees,
        Set<String> userIds,
        @Nullable Boolean hasTicket,
        @Nullable Instant from,
        @Nullable Instant before) {
    /// Stands for nobody.
    public static final String UNASSIGNED = "";

    public ChatFilter {
        statuses = Set.copyOf(statuses);
        assignees = Set.copyOf(assignees);
        userIds = Set.copyOf(userIds);
    }

    boolean hasDates() {
        return from != null || before != null;
    }

    /// Whether the figures can tell how many match, without a look at them.
    boolean isCounted() {
        return search == null && userIds.isEmpty() && !hasDates();
    }

    boolean matches(Slice slice) {
        return (statuses.isEmpty() || statuses.contains(slice.status()))
                && (assignees.isEmpty() || assignees.contains(slice.assignedTo()))
                && (hasTicket == null || hasTicket == slice.hasTicket());
    }

    /// Every status that may match.
    Set<ConversationStatus> wantedStatuses() {
        return statuses.isEmpty() ? ChatFigures.STATUSES : statuses;
    }

    ChatFilter withoutSearch() {
        return new ChatFilter(null, statuses, assignees, userIds, hasTicket, from, before);
    }

    /// What a row of `chat` has to be, in SQL, with its parameters.
    String where(Map<String, @Nullable Object> params) {
        List<String> all = new ArrayList<>();
        if (!statuses.isEmpty()) {
            all.add("chat.status = any (string_to_array(:statuses, ','))");
            params.put(
                    "statuses",
                    String.join(
                            ",", statuses.stream().map(ConversationStatus::wire).toList()));
        }
        if (!assignees.isEmpty()) {
            all.add("coalesce(chat.assigned_to, '') = any (string_to_array(:assignees, ','))");
            params.put("assignees", assigneeList());
        }
        if (!userIds.isEmpty()) {
            all.add("chat.owner_user_id = any (string_to_array(:user_ids, E'\\x01'))");
            params.put("user_ids", String.join("\u0001", userIds));
        }
        if (hasTicket != null) {
            all.add(hasTicket ? "chat.has_ticket" : "not chat.has_ticket");
        }
        if (from != null) {
            all.add("chat.created_at >= :from");
            params.put("from", from);
        }
        if (before != null) {
            all.add("chat.created_at < :before");
            params.put("before", before);
        }
        return all.isEmpty() ? "true" : String.join(" and ", all);
    }

    /// UUIDs, and nobody: PostgreSQL reads no text at all as a list of none, so nobody never stands alone.
    String assigneeList() {
        List<String> list = new ArrayList<>(assignees);
        return list.equals(List.of(UNASSIGNED)) ? "," : String.join(",", list);
    }
}
