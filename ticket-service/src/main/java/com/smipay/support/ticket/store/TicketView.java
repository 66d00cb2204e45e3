package com.smipay.support.ticket.store;

import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.identity.KnownPerson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket as admins see it in a list.
///
/// @param email null where nobody knows one
/// @param conversationId of the chat that it was made of; null where it began as a ticket
/// @param newestIsFromUser whether the user wrote the newest visible message
public record TicketView(
        UUID id,
        String ticketNumber,
        @Nullable String userId,
        @Nullable String phoneNumber,
        @Nullable String email,
        String subject,
        SupportType supportType,
        TicketStatus status,
        Priority priority,
        @Nullable String assignedTo,
        @Nullable Instant firstResponseAt,
        @Nullable Instant lastResponseAt,
        @Nullable Long responseTimeSeconds,
        @Nullable Instant resolvedAt,
        @Nullable Integer satisfactionRating,
        Instant createdAt,
        Instant updatedAt,
        long messageCount,
        boolean newestIsFromUser,
        @Nullable UUID conversationId,
        PersonView.@Nullable Full user,
        PersonView.@Nullable Summary assignedAdmin) {

    /// Of a ticket that is called `ticket` in the query, with [#JOINS].
    static final String COLUMNS = """
            ticket.id, ticket.ticket_number, ticket.owner_user_id, ticket.phone_number, nullif(ticket.email, '') as email,
            ticket.subject,
            ticket.support_type, ticket.status, ticket.priority, ticket.assigned_to, ticket.first_response_at,
            ticket.last_response_at, ticket.response_time_seconds, ticket.resolved_at, ticket.satisfaction_rating,
            ticket.created_at, ticket.updated_at, ticket.message_count, ticket.newest_is_from_user,
            ticket.conversation_id,
            owner.id as owner_id, owner.first_name as owner_first_name, owner.last_name as owner_last_name,
            owner.email as owner_email, owner.phone_number as owner_phone_number, owner.smipay_tag as owner_smipay_tag,
            owner.profile_image as owner_profile_image, owner.account_status as owner_account_status,
            owner.role as owner_role, owner.wallet as owner_wallet, owner.tier as owner_tier,
            owner.kyc_verification as owner_kyc_verification,
            assignee.id as assignee_id, assignee.first_name as assignee_first_name,
            assignee.last_name as assignee_last_name, assignee.email as assignee_email""";

    /// Each person by the id, whatever the planner expects of the number of tickets.
    static final String JOINS = """
            left join lateral (
                select * from known_person where known_person.id = ticket.owner_user_id offset 0) as owner on true
            left join lateral (
                select * from known_person where known_person.id = ticket.assigned_to offset 0) as assignee on true""";

    static TicketView read(Row row) {
        return new TicketView(
                row.uuid("id"),
                row.text("ticket_number"),
                row.textOrNull("owner_user_id"),
                row.textOrNull("phone_number"),
                row.textOrNull("email"),
                row.text("subject"),
                SupportType.of(row.text("support_type")),
                TicketStatus.of(row.text("status")),
                Priority.of(row.text("priority")),
                row.textOrNull("assigned_to"),
                row.instantOrNull("first_response_at"),
                row.instantOrNull("last_response_at"),
                row.numberOrNull("response_time_seconds"),
                row.instantOrNull("resolved_at"),
                row.integerOrNull("satisfaction_rating"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.number("message_count"),
                row.flag("newest_is_from_user"),
                row.uuidOrNull("conversation_id"),
                KnownPerson.full(row, "owner"),
                KnownPerson.summary(row, "assignee"));
    }
}
