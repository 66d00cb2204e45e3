package com.smipay.support.messaging.store;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.PageCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user's own chats (`live-chat-api.md`, User side), newest message first: those of the account, and those of nobody
/// with the account's email.
public final class OwnChats {
    private static final String PAGE = """
            with total as (
                select (select count(*) from chat where owner_user_id = :user_id)
                       + (select count(*) from chat
                          where owner_user_id is null and owner_email = cast(:email as text)) as chats
            ), page as (
                (select * from chat where owner_user_id = :user_id %1$s
                 order by last_message_at desc, conversation_id desc limit :limit)
                union all
                (select * from chat where owner_user_id is null and owner_email = cast(:email as text) %1$s
                 order by last_message_at desc, conversation_id desc limit :limit)
                order by last_message_at desc, conversation_id desc limit :limit
            )
            select total.chats as total, %2$s, conversation.closed_at, conversation.newest_seq, conversation.read_seq
            from total
            left join (
                page as chat
                cross join lateral (
                    select * from conversation as one where one.ticket_id = chat.conversation_id offset 0
                ) as conversation
            ) on true
            %3$s
            order by chat.last_message_at desc, chat.conversation_id desc
            """;

    private static final String FIRST = PAGE.formatted("", ChatView.SHARED_COLUMNS, ChatView.NEWEST);
    private static final String AFTER = PAGE.formatted(
            "and (last_message_at, conversation_id) < (:after_at, cast(:after_id as uuid))",
            ChatView.SHARED_COLUMNS,
            ChatView.NEWEST);

    private OwnChats() {}

    /// @param assignedName the agent's own; null while it is nobody's
    /// @param hasUnread whether the newest visible message is from support, and not read yet
    /// @param updatedAt of the newest visible message, or when it was closed
    public record Summary(
            UUID id,
            ConversationStatus status,
            @Nullable String assignedName,
            long messageCount,
            ChatView.Newest newest,
            boolean hasUnread,
            ChatView.@Nullable MadeTicket ticket,
            Instant lastMessageAt,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Integer satisfactionRating) {}

    /// @param total all chats of the user
    /// @param next null on the last page
    public record Page(
            List<Summary> chats, long total, @Nullable PageCursor next) {}

    /// @param email owns chats that nobody has claimed; null owns none
    /// @param limit at least 1
    public static Page page(
            Statements statements, String userId, @Nullable String email, int limit, @Nullable PageCursor after) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("user_id", userId);
        params.put("email", email);
        params.put("limit", limit + 1);
        if (after != null) {
            params.put("after_at", after.updatedAt());
            params.put("after_id", after.id());
        }
        List<Long> total = new ArrayList<>(1);
        List<Summary> chats = new ArrayList<>(limit + 1);
        statements.query(after == null ? FIRST : AFTER, params, row -> {
            total.add(row.number("total"));
            return row.isNull("conversation_id") || chats.add(summary(row));
        });
        boolean more = chats.size() > limit;
        List<Summary> page = more ? chats.subList(0, limit) : chats;
        PageCursor next = more
                ? new PageCursor(page.getLast().lastMessageAt(), page.getLast().id())
                : null;
        return new Page(List.copyOf(page), total.getFirst(), next);
    }

    private static Summary summary(Row row) {
        ChatView.Newest newest = ChatView.newest(row);
        Instant closedAt = row.instantOrNull("closed_at");
        return new Summary(
                row.uuid("conversation_id"),
                ConversationStatus.of(row.text("chat_status")),
                row.textOrNull("assigned_name"),
                row.number("visible_count"),
                newest,
                !newest.isFromUser() && row.number("newest_seq") > row.number("read_seq"),
                ChatView.ticket(row),
                row.instant("last_message_at"),
                row.instant("created_at"),
                closedAt == null || closedAt.isBefore(newest.createdAt()) ? newest.createdAt() : closedAt,
                row.integerOrNull("satisfaction_rating"));
    }
}
