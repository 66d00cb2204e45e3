package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Ticket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks at conversations.
public final class Conversations {
    private static final String FIND = """
            select c.ticket_id, c.ticket_number, c.ticket_version, c.owner_user_id, c.owner_email, c.owner_name,
                   c.guest_proof, c.subject, c.support_type, c.status, c.priority, c.phone_number,
                   c.related_transaction_id, c.resolution_notes, c.ticket_created_at,
                   coalesce(c.status_changed_at, c.ticket_updated_at) as status_changed_at, c.seq, c.visible_count,
                   c.newest_id, c.newest_seq, c.newest_at, c.last_reply_at, c.read_seq, c.read_message_id, c.read_at,
                   r.rating,
                   cast(ceil(extract(epoch from g.refused_until - clock_timestamp())) as bigint) as emails_refused_for
            from conversation c
            left join rating_copy r on r.ticket_id = c.ticket_id
            left join email_guess g
                on g.ticket_number = upper(c.ticket_number) and g.refused_until > clock_timestamp()
            where %s and c.seq > 0
            """;

    private static final String FIND_BY_ID = FIND.formatted("c.ticket_id = cast(:key as uuid)");
    private static final String FIND_BY_NUMBER = FIND.formatted("upper(c.ticket_number) = :key");

    private Conversations() {}

    /// Empty for a ticket that nobody has told us about, or not with its opening message.
    public static Optional<Conversation> find(Statements statements, TicketReference reference) {
        String sql = switch (reference) {
            case TicketReference.ById id -> FIND_BY_ID;
            case TicketReference.ByNumber number -> FIND_BY_NUMBER;
        };
        return statements.queryOne(sql, Map.of("key", reference.text()), Conversations::conversation);
    }

    private static Conversation conversation(Row row) {
        return new Conversation(
                ticket(row),
                row.number("seq"),
                row.number("visible_count"),
                new Conversation.Newest(row.uuid("newest_id"), row.number("newest_seq"), row.instant("newest_at")),
                row.instantOrNull("last_reply_at"),
                row.number("read_seq") == 0
                        ? null
                        : new Conversation.ReadMark(
                                row.uuid("read_message_id"), row.number("read_seq"), row.instant("read_at")),
                emailsRefusedFor(row.numberOrNull("emails_refused_for")));
    }

    private static @Nullable Duration emailsRefusedFor(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(Math.max(1, seconds));
    }

    private static Ticket ticket(Row row) {
        return new Ticket(
                row.uuid("ticket_id"),
                row.text("ticket_number"),
                row.number("ticket_version"),
                new Owner(row.textOrNull("owner_user_id"), row.text("owner_email"), row.textOrNull("owner_name")),
                row.textOrNull("guest_proof"),
                row.text("subject"),
                SupportType.of(row.text("support_type")),
                TicketStatus.of(row.text("status")),
                Priority.of(row.text("priority")),
                row.textOrNull("phone_number"),
                row.textOrNull("related_transaction_id"),
                row.textOrNull("resolution_notes"),
                row.integerOrNull("rating"),
                row.instant("ticket_created_at"),
                row.instant("status_changed_at"));
    }
}
