package com.smipay.support.messaging.store;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat as admins see it in a list.
///
/// @param userId the account that owns it; null while it is bound to nobody
/// @param email null where nobody knows one
/// @param assignedName what to call the agent; null while it is nobody's
/// @param messageCount visible messages
/// @param seq of the newest message or note
/// @param user null where nobody has told us about the account
/// @param assignedAdmin null where nobody has told us about the agent
public record ChatView(
        UUID id,
        ConversationStatus status,
        @Nullable String userId,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String assignedTo,
        @Nullable String assignedName,
        @Nullable Instant assignedAt,
        @Nullable Integer satisfactionRating,
        Instant createdAt,
        Instant lastMessageAt,
        Instant updatedAt,
        long messageCount,
        long seq,
        Newest newest,
        @Nullable MadeTicket ticket,
        @Nullable PersonView user,
        @Nullable PersonView assignedAdmin) {

    /// The newest visible message.
    public record Newest(
            String preview, boolean isFromUser, @Nullable String senderName, Instant createdAt) {}

    /// The ticket that was made of it.
    public record MadeTicket(
            UUID id,
            String ticketNumber,
            String subject,
            TicketStatus status,
            Priority priority,
            SupportType supportType) {}

    /// What every list of chats shows, of `chat` and `conversation`, with [#NEWEST].
    static final String SHARED_COLUMNS = """
            chat.conversation_id, chat.status as chat_status, chat.satisfaction_rating, chat.created_at,
            chat.last_message_at, chat.updated_at, conversation.assigned_name, conversation.visible_count,
            conversation.newest_preview, conversation.newest_is_from_user, conversation.newest_at,
            newest.sender_name as newest_sender_name, conversation.ticket_version, conversation.ticket_number,
            conversation.subject, conversation.support_type, conversation.status as ticket_status,
            conversation.priority""";

    /// Of a chat that is called `chat` in the query, with [#JOINS].
    static final String COLUMNS =
            SHARED_COLUMNS + """
            , chat.owner_user_id, nullif(chat.owner_email, '') as owner_email, conversation.phone_number,
            chat.assigned_to, conversation.assigned_at, conversation.seq,
            %s,
            %s""".formatted(PersonView.columns("owner"), PersonView.columns("assignee"));

    static final String NEWEST = """
            left join lateral (
                select one.sender_name from message as one
                where one.ticket_id = conversation.ticket_id and one.seq = conversation.newest_seq offset 0
            ) as newest on true""";

    static final String JOINS = """
            %s
            %s
            %s""".formatted(
            NEWEST, PersonView.join("owner", "chat.owner_user_id"), PersonView.join("assignee", "chat.assigned_to"));

    static ChatView read(Row row) {
        return new ChatView(
                row.uuid("conversation_id"),
                ConversationStatus.of(row.text("chat_status")),
                row.textOrNull("owner_user_id"),
                row.textOrNull("owner_email"),
                row.textOrNull("phone_number"),
                row.textOrNull("assigned_to"),
                row.textOrNull("assigned_name"),
                row.instantOrNull("assigned_at"),
                row.integerOrNull("satisfaction_rating"),
                row.instant("created_at"),
                row.instant("last_message_at"),
                row.instant("updated_at"),
                row.number("visible_count"),
                row.number("seq"),
                newest(row),
                ticket(row),
                PersonView.read(row, "owner"),
                PersonView.read(row, "assignee"));
    }

    static Newest newest(Row row) {
        return new Newest(
                row.text("newest_preview"),
                row.flag("newest_is_from_user"),
                row.textOrNull("newest_sender_name"),
                row.instant("newest_at"));
    }

    /// Null while none is made: what stands in its columns then is no ticket's.
    static @Nullable MadeTicket ticket(Row row) {
        return row.number("ticket_version") == 0
                ? null
                : new MadeTicket(
                        row.uuid("conversation_id"),
                        row.text("ticket_number"),
                        row.text("subject"),
                        TicketStatus.of(row.text("ticket_status")),
                        Priority.of(row.text("priority")),
                        SupportType.of(row.text("support_type")));
    }
}
