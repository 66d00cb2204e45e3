package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Page;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// Reads what admins may see: messages and internal notes. The one place that reads notes; nothing of the user's side
/// may come here.
public final class AdminMessages {
    private static final String EVERYTHING = """
            select seq, id, message, is_from_user, false as is_internal, sender_id, sender_name, sender_email, created_at,
                   client_id
            from message
            where ticket_id = cast(:ticket_id as uuid) and %1$s
            union all
            select seq, id, message, false, true, sender_id, sender_name, sender_email, created_at, client_id
            from internal_note
            where ticket_id = cast(:ticket_id as uuid) and %1$s
            order by seq %2$s
            limit cast(:limit as integer)
            """;

    private static final String AFTER = PageByteLimit.oldest(EVERYTHING.formatted("seq > :after", "asc"));
    private static final String PAGE = PageByteLimit.newest(EVERYTHING.formatted("seq <= :up_to", "desc"));

    private static final String PLACE = """
            select seq from message where ticket_id = cast(:ticket_id as uuid) and id = cast(:id as uuid)
            union all
            select seq from internal_note where ticket_id = cast(:ticket_id as uuid) and id = cast(:id as uuid)
            """;

    private AdminMessages() {}

    /// Oldest first; those that are too much for it are not read either.
    public static List<MessageState> page(Statements statements, UUID ticketId, Page page) {
        return statements
                .query(PAGE, PageByteLimit.params(ticketId, page), AdminMessages::message)
                .reversed();
    }

    /// Those behind a place, oldest first; fewer where they would be too much for one answer.
    public static List<MessageState> after(Statements statements, UUID ticketId, long seq, int limit) {
        return statements.query(
                AFTER, Map.of("ticket_id", ticketId, "after", seq, "limit", limit), AdminMessages::message);
    }

    /// Empty for an id that is neither a message nor a note of this ticket.
    public static OptionalLong place(Statements statements, UUID ticketId, UUID id) {
        return statements.query(PLACE, Map.of("ticket_id", ticketId, "id", id), row -> row.number("seq")).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static MessageState message(Row row) {
        return new MessageState(
                row.uuid("id"),
                row.number("seq"),
                row.text("message"),
                row.flag("is_from_user"),
                row.flag("is_internal"),
                row.textOrNull("sender_id"),
                row.textOrNull("sender_name"),
                row.textOrNull("sender_email"),
                row.instant("created_at"),
                row.textOrNull("client_id"));
    }
}
