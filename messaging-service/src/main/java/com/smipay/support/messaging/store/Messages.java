package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads what a user may see, and can see nothing else.
public final class Messages {
    private static final String COLUMNS =
            "seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at, client_id";

    private static final String PAGE = PageByteLimit.newest("""
            select %s from message
            where ticket_id = cast(:ticket_id as uuid) and seq <= :up_to
            order by seq desc
            limit cast(:limit as integer)
            """.formatted(COLUMNS));

    private static final String AFTER = PageByteLimit.oldest("""
            select %s from message
            where ticket_id = cast(:ticket_id as uuid) and seq > :after
            order by seq
            limit :limit
            """.formatted(COLUMNS));

    private static final String OPENING = """
            select message from message where ticket_id = cast(:ticket_id as uuid) and seq = 1
            """;

    private static final String PLACE = """
            select id, seq from message where ticket_id = cast(:ticket_id as uuid) and id = cast(:id as uuid)
            """;

    private Messages() {}

    /// Where a message stands in its conversation.
    public record Place(UUID id, long seq) {}

    /// Oldest first; those that are too much for it are not read either.
    public static List<MessageState> page(Statements statements, UUID ticketId, Page page) {
        return statements
                .query(PAGE, PageByteLimit.params(ticketId, page), Messages::message)
                .reversed();
    }

    /// Those behind a place, oldest first; fewer where they would be too much for one answer.
    public static List<MessageState> after(Statements statements, UUID ticketId, long seq, int limit) {
        return statements.query(AFTER, Map.of("ticket_id", ticketId, "after", seq, "limit", limit), Messages::message);
    }

    /// A ticket's description: the text that opened it, which a page may lack, or its own, where it was made of a chat.
    ///
    /// @param page oldest first
    public static String description(Statements statements, Conversation conversation, List<MessageState> page) {
        String own = conversation.ticket().description();
        return own == null ? opening(statements, conversation.id(), page) : own;
    }

    private static String opening(Statements statements, UUID ticketId, List<MessageState> page) {
        return page.isEmpty() || page.getFirst().seq() > 1
                ? opening(statements, ticketId)
                : page.getFirst().message();
    }

    private static String opening(Statements statements, UUID ticketId) {
        return statements
                .queryOne(OPENING, Map.of("ticket_id", ticketId), row -> row.text("message"))
                .orElseThrow();
    }

    /// Empty for an id that is no message of this ticket that a user may see.
    public static Optional<Place> place(Statements statements, UUID ticketId, UUID id) {
        return statements.queryOne(
                PLACE, Map.of("ticket_id", ticketId, "id", id), row -> new Place(row.uuid("id"), row.number("seq")));
    }

    private static MessageState message(Row row) {
        return new MessageState(
                row.uuid("id"),
                row.number("seq"),
                row.text("message"),
                row.flag("is_from_user"),
                false,
                row.textOrNull("sender_id"),
                row.textOrNull("sender_name"),
                row.textOrNull("sender_email"),
                row.instant("created_at"),
                row.textOrNull("client_id"));
    }
}
