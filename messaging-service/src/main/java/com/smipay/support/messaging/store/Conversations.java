package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Chat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks at conversations.
public final class Conversations {
    private static final String FIND = """
            select c.ticket_id, c.ticket_number, c.ticket_version, c.owner_user_id, c.owner_email, c.owner_name,
                   c.guest_proof, c.subject, c.description, c.support_type, c.status, c.priority, c.phone_number,
                   c.related_transaction_id, c.resolution_notes, c.ticket_created_at,
                   coalesce(c.status_changed_at, c.ticket_updated_at) as status_changed_at, c.seq, c.visible_count,
                   c.newest_id, c.newest_seq, c.newest_is_from_user, c.newest_at, c.last_reply_at, c.read_seq, c.read_message_id, c.read_at,
                   r.rating, c.chat_version, c.chat_created_at, c.assigned_to, c.assigned_name, c.assigned_at, c.closed_at,
                   chat.satisfaction_rating, chat.feedback,
                   cast(ceil(extract(epoch from g.refused_until - clock_timestamp())) as bigint) as emails_refused_for
            from conversation c
            left join rating_copy r on r.ticket_id = c.ticket_id
            left join chat on c.chat_version is not null and chat.conversation_id = c.ticket_id
            left join email_guess g
                on g.ticket_number = upper(c.ticket_number) and g.refused_until > clock_timestamp()
            where %s and c.seq > 0 and (c.ticket_version > 0 or c.chat_version is not null)
            """;

    private static final String BY_ID = FIND.formatted("c.ticket_id = cast(:key as uuid)");
    private static final String TICKET_BY_ID = BY_ID + " and c.ticket_version > 0";
    private static final String TICKET_BY_NUMBER =
            FIND.formatted("upper(c.ticket_number) = :key") + " and c.ticket_version > 0";
    private static final String CHAT_BY_ID = BY_ID + " and c.chat_version is not null";

    private Conversations() {}

    /// At the ticket's doors. Empty for a ticket that nobody has told us about, or not with its opening message, and
    /// for a chat without one.
    public static Optional<Conversation> find(Statements statements, TicketReference reference) {
        String sql = switch (reference) {
            case TicketReference.ById id -> TICKET_BY_ID;
            case TicketReference.ByNumber number -> TICKET_BY_NUMBER;
        };
        return statements.queryOne(sql, Map.of("key", reference.text()), Conversations::conversation);
    }

    /// At the chat's doors. Empty for what is no chat.
    public static Optional<Conversation> findChat(Statements statements, UUID id) {
        return statements.queryOne(CHAT_BY_ID, Map.of("key", id.toString()), Conversations::conversation);
    }

    /// Of one that is known to be there, whichever door led to it.
    static Optional<Conversation> findById(Statements statements, UUID id) {
        return statements.queryOne(BY_ID, Map.of("key", id.toString()), Conversations::conversation);
    }

    private static Conversation conversation(Row row) {
        return new Conversation(
                row.uuid("ticket_id"),
                new Owner(row.textOrNull("owner_user_id"), row.text("owner_email"), row.textOrNull("owner_name")),
                row.textOrNull("guest_proof"),
                row.textOrNull("phone_number"),
                row.number("ticket_version") == 0 ? null : ticket(row),
                chat(row),
                row.number("seq"),
                row.number("visible_count"),
                new Conversation.Newest(
                        row.uuid("newest_id"),
                        row.number("newest_seq"),
                        row.flag("newest_is_from_user"),
                        row.instant("newest_at")),
                row.instantOrNull("last_reply_at"),
                row.number("read_seq") == 0
                        ? null
                        : new Conversation.ReadMark(
                                row.uuid("read_message_id"), row.number("read_seq"), row.instant("read_at")),
                emailsRefusedFor(row.numberOrNull("emails_refused_for")));
    }

    private static @Nullable Chat chat(Row row) {
        Long version = row.numberOrNull("chat_version");
        Instant createdAt = row.instantOrNull("chat_created_at");
        return version == null
                ? null
                : new Chat(
                        version,
                        row.textOrNull("assigned_to"),
                        row.textOrNull("assigned_name"),
                        row.instantOrNull("assigned_at"),
                        row.instantOrNull("closed_at"),
                        row.integerOrNull("satisfaction_rating"),
                        row.textOrNull("feedback"),
                        createdAt == null ? row.instant("ticket_created_at") : createdAt);
    }

    private static @Nullable Duration emailsRefusedFor(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(Math.max(1, seconds));
    }

    private static Ticket ticket(Row row) {
        return new Ticket(
                row.uuid("ticket_id"),
                row.text("ticket_number"),
                row.number("ticket_version"),
                row.text("subject"),
                row.textOrNull("description"),
                SupportType.of(row.text("support_type")),
                TicketStatus.of(row.text("status")),
                Priority.of(row.text("priority")),
                row.textOrNull("related_transaction_id"),
                row.textOrNull("resolution_notes"),
                row.integerOrNull("rating"),
                row.instant("ticket_created_at"),
                row.instant("status_changed_at"));
    }
}
