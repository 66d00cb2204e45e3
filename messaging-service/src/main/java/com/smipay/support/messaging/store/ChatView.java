package com.smipay.support.messaging.store;

import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.identity.KnownPerson;
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
        PersonView.@Nullable Full user,
        PersonView.@Nullable Summary assignedAdmin) {

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
    static final String COLUMNS = SHARED_COLUMNS + """
            , chat.owner_user_id, nullif(chat.owner_email, '') as chat_email, conversation.phone_number,
            chat.assigned_to, conversation.assigned_at, conversation.seq,
            owner.id as owner_id, owner.first_name as owner_first_name, owner.last_name as owner_last_name,
            owner.email as owner_email, owner.phone_number as owner_phone_number, owner.smipay_tag as owner_smipay_tag,
            owner.profile_image as owner_profile_image, owner.account_status as owner_account_status,
            owner.role as owner_role, owner.wallet as owner_wallet, owner.tier as owner_tier,
            owner.kyc_verification as owner_kyc_verification,
            assignee.id as assignee_id, assignee.first_name as assignee_first_name,
            assignee.last_name as assignee_last_name, assignee.email as assignee_email""";

    static final String NEWEST = """
            left join lateral (
                select one.sender_name from message as one
                where one.ticket_id = conversation.ticket_id and one.seq = conversation.newest_seq offset 0
            ) as newest on true""";

    /// Each person by the id, whatever the planner expects of the number of chats.
    static final String JOINS = NEWEST + """

            left join lateral (
                select * from known_person where known_person.id = chat.owner_user_id offset 0) as owner on true
            left join lateral (
                select * from known_person where known_person.id = chat.assigned_to offset 0) as assignee on true""";

    static ChatView read(Row row) {
        return new ChatView(
                row.uuid("conversation_id"),
                ConversationStatus.of(row.text("chat_status")),
                row.textOrNull("owner_user_id"),
                row.textOrNull("chat_email"),
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
                KnownPerson.full(row, "owner"),
                KnownPerson.summary(row, "assignee"));
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
