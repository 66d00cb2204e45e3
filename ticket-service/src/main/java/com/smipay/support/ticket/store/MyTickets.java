package com.smipay.support.ticket.store;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
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

/// The tickets of one user, newest news first: messages and status (`support-api.md` §2, `decisions.md` 13, 19, 59).
public final class MyTickets {
    /// Of the notes on a page, in JSON: what else there is of a ticket is short.
    private static final int MOST_BYTES = 960 * 1024;

    /// Two index ranges, each read no further than the page goes. The count is one of index entries. A page ends where
    /// its notes would be too long (`decisions.md` 56).
    private static final String PAGE = """
            with total as materialized (
                select (select count(*) from ticket where owner_user_id = :user_id)
                     + (select count(*) from ticket
                        where owner_user_id is null and email = cast(:email as text)) as tickets
            ), page as (
                (select *, %2$s as news_at from ticket
                 where owner_user_id = :user_id %1$s
                 order by %2$s desc, id desc limit :limit)
                union all
                (select *, %2$s as news_at from ticket
                 where owner_user_id is null and email = cast(:email as text) %1$s
                 order by %2$s desc, id desc limit :limit)
                order by news_at desc, id desc limit :limit
            ), weighed as (
                select page.*, count(*) over () as found,
                       sum(coalesce(octet_length(cast(to_json(resolution_notes) as text)), 0))
                       over (order by news_at desc, id desc) as bytes
                from page
            )
            select total.tickets as total, page.found, page.bytes, page.id, page.ticket_number, page.subject, page.support_type, page.status,
                   page.priority, page.message_count, page.newest_preview, page.newest_is_from_user, page.newest_at,
                   page.newest_seq, page.read_seq, page.satisfaction_rating, page.created_at, page.news_at,
                   page.last_response_at, page.resolution_notes, page.conversation_id
            from total
            left join weighed as page on page.bytes <= :most_bytes
            order by page.news_at desc, page.id desc
            """;

    /// Spelled as in the indexes.
    private static final String NEWS = "greatest(newest_at, status_changed_at)";

    private static final String FIRST = PAGE.formatted("", NEWS);
    private static final String AFTER =
            PAGE.formatted("and (" + NEWS + ", id) < (:after_at, cast(:after_id as uuid))", NEWS);

    private MyTickets() {}

    /// @param newsAt of the newest message or change of status
    /// @param hasUnread whether the newest visible message is from support, and not read yet (`decisions.md` 21)
    public record Summary(
            UUID id,
            String ticketNumber,
            String subject,
            SupportType supportType,
            TicketStatus status,
            Priority priority,
            long messageCount,
            String newestPreview,
            boolean newestIsFromUser,
            Instant newestAt,
            boolean hasUnread,
            @Nullable Integer satisfactionRating,
            Instant createdAt,
            Instant newsAt,
            @Nullable Instant lastResponseAt,
            @Nullable String resolutionNotes,
            @Nullable UUID conversationId) {}

    /// @param total all tickets of the user
    /// @param bytes of the notes in JSON
    /// @param next null on the last page
    public record Page(
            List<Summary> tickets,
            long total,
            long bytes,
            @Nullable PageCursor next) {}

    /// @param email owns tickets that nobody has claimed; null owns none
    /// @param limit at least 1
    public static Page page(
            Statements statements, String userId, @Nullable String email, int limit, @Nullable PageCursor after) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("user_id", userId);
        params.put("email", email);
        params.put("limit", limit + 1);
        params.put("most_bytes", MOST_BYTES);
        if (after != null) {
            params.put("after_at", after.updatedAt());
            params.put("after_id", after.id());
        }
        List<Long> total = new ArrayList<>(1);
        List<Long> found = new ArrayList<>(limit + 1);
        List<Long> bytes = new ArrayList<>(limit + 1);
        List<Summary> tickets = new ArrayList<>(limit + 1);
        statements.query(after == null ? FIRST : AFTER, params, row -> {
            total.add(row.number("total"));
            return row.isNull("id")
                    || (found.add(row.number("found")) && bytes.add(row.number("bytes")) && tickets.add(summary(row)));
        });
        if (tickets.isEmpty()) {
            return new Page(List.of(), total.getFirst(), 0, null);
        }
        List<Summary> page = tickets.subList(0, Math.min(limit, tickets.size()));
        Summary last = page.getLast();
        PageCursor next = found.getFirst() > page.size() ? new PageCursor(last.newsAt(), last.id()) : null;
        return new Page(List.copyOf(page), total.getFirst(), bytes.getLast(), next);
    }

    private static Summary summary(Row row) {
        boolean fromUser = row.flag("newest_is_from_user");
        return new Summary(
                row.uuid("id"),
                row.text("ticket_number"),
                row.text("subject"),
                SupportType.of(row.text("support_type")),
                TicketStatus.of(row.text("status")),
                Priority.of(row.text("priority")),
                row.number("message_count"),
                row.text("newest_preview"),
                fromUser,
                row.instant("newest_at"),
                !fromUser && row.number("newest_seq") > row.number("read_seq"),
                row.integerOrNull("satisfaction_rating"),
                row.instant("created_at"),
                row.instant("news_at"),
                row.instantOrNull("last_response_at"),
                row.textOrNull("resolution_notes"),
                row.uuidOrNull("conversation_id"));
    }
}
