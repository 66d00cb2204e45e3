package com.smipay.support.ticket.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.identity.KnownPerson;
import com.smipay.support.kit.text.DeviceFacts;
import com.smipay.support.kit.text.TicketReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One ticket as admins see it.
public final class TicketDetails {
    private static final String ROW = """
            select ticket.id, ticket.ticket_number, ticket.owner_user_id, ticket.phone_number, nullif(ticket.email, '') as email,
                   ticket.subject, ticket.support_type, ticket.status, ticket.priority, ticket.assigned_to,
                   ticket.first_response_at, ticket.last_response_at, ticket.response_time_seconds, ticket.resolved_at,
                   ticket.satisfaction_rating, ticket.created_at, ticket.updated_at, ticket.message_count,
                   ticket.newest_is_from_user, ticket.conversation_id,
                   owner.id as owner_id, owner.first_name as owner_first_name, owner.last_name as owner_last_name,
                   owner.email as owner_email, owner.phone_number as owner_phone_number,
                   owner.smipay_tag as owner_smipay_tag, owner.profile_image as owner_profile_image,
                   owner.account_status as owner_account_status, owner.role as owner_role, owner.wallet as owner_wallet,
                   owner.tier as owner_tier, owner.kyc_verification as owner_kyc_verification,
                   assignee.id as assignee_id, assignee.first_name as assignee_first_name,
                   assignee.last_name as assignee_last_name, assignee.email as assignee_email
            from ticket
            left join lateral (
                select * from known_person where known_person.id = ticket.owner_user_id offset 0) as owner on true
            left join lateral (
                select * from known_person where known_person.id = ticket.assigned_to offset 0) as assignee on true
            where ticket.id = cast(:id as uuid)
            """;

    /// Found by its id, or by its number: the other parameter is null.
    private static final String DETAIL = """
            select ticket.id, ticket.ticket_number, ticket.owner_user_id, ticket.phone_number, nullif(ticket.email, '') as email,
                   ticket.subject, ticket.support_type, ticket.status, ticket.priority, ticket.assigned_to,
                   ticket.first_response_at, ticket.last_response_at, ticket.response_time_seconds, ticket.resolved_at,
                   ticket.satisfaction_rating, ticket.created_at, ticket.updated_at, ticket.message_count,
                   ticket.newest_is_from_user, ticket.conversation_id,
                   owner.id as owner_id, owner.first_name as owner_first_name, owner.last_name as owner_last_name,
                   owner.email as owner_email, owner.phone_number as owner_phone_number,
                   owner.smipay_tag as owner_smipay_tag, owner.profile_image as owner_profile_image,
                   owner.account_status as owner_account_status, owner.role as owner_role, owner.wallet as owner_wallet,
                   owner.tier as owner_tier, owner.kyc_verification as owner_kyc_verification,
                   assignee.id as assignee_id, assignee.first_name as assignee_first_name,
                   assignee.last_name as assignee_last_name, assignee.email as assignee_email,
                   ticket.resolution_notes, ticket.resolved_by, ticket.feedback, origin.description,
                   origin.related_transaction_id, origin.device_metadata, origin.ip_address, origin.user_agent,
                   resolver.id as resolver_id, resolver.first_name as resolver_first_name,
                   resolver.last_name as resolver_last_name, resolver.email as resolver_email
            from ticket
            join ticket_origin as origin on origin.ticket_id = ticket.id
            left join lateral (
                select * from known_person where known_person.id = ticket.owner_user_id offset 0) as owner on true
            left join lateral (
                select * from known_person where known_person.id = ticket.assigned_to offset 0) as assignee on true
            left join known_person as resolver on resolver.id = ticket.resolved_by
            where ticket.id = coalesce(cast(:id as uuid),
                                       (select id from ticket where upper(ticket_number) = cast(:number as text)))
            """;

    private static final int MOST_HISTORY = 200;

    /// Of what changed, in JSON.
    public static final int MOST_HISTORY_BYTES = 256 * 1024;

    /// The newest ones, as far as they fit: corrected notes stand there twice, as they were and as they became.
    private static final String HISTORY = """
            select history.at, history.change, history.was, history.became, history.by_id,
                   actor.id as actor_id, actor.first_name as actor_first_name, actor.last_name as actor_last_name,
                   actor.email as actor_email
            from (
                select newest.*, sum(coalesce(octet_length(cast(to_json(was) as text)), 0)
                                     + coalesce(octet_length(cast(to_json(became) as text)), 0))
                                 over (order by id desc) as bytes
                from (
                    select * from ticket_history where ticket_id = cast(:id as uuid) order by id desc limit :most
                ) as newest
            ) as history
            left join lateral (
                select * from known_person where known_person.id = history.by_id offset 0) as actor on true
            where history.bytes <= :most_bytes
            order by history.id
            """;

    private TicketDetails() {}

    /// @param resolvedByAdmin null where nobody has told us about whoever resolved it
    public record Detail(
            TicketView ticket,
            String description,
            @Nullable String resolutionNotes,
            @Nullable String resolvedBy,
            PersonView.@Nullable Summary resolvedByAdmin,
            @Nullable String relatedTransactionId,
            JsonNode deviceMetadata,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            @Nullable String feedback) {}

    /// @param byId null where the system did it, or a guest
    /// @param by null also where nobody has told us about the person
    public record Change(
            Instant at,
            String change,
            @Nullable String was,
            @Nullable String became,
            @Nullable String byId,
            PersonView.@Nullable Summary by) {}

    public static Optional<TicketView> row(Statements statements, UUID id) {
        return statements.queryOne(ROW, Map.of("id", id), TicketView::read);
    }

    public static Optional<Detail> find(Statements statements, TicketReference reference) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", null);
        params.put("number", null);
        params.put(
                switch (reference) {
                    case TicketReference.ById id -> "id";
                    case TicketReference.ByNumber number -> "number";
                },
                reference.text());
        return statements.queryOne(DETAIL, params, TicketDetails::detail);
    }

    /// The newest of them, oldest first (`admin-api.md`, Ticket detail).
    public static List<Change> history(Statements statements, UUID id) {
        return statements.query(
                HISTORY,
                Map.of("id", id, "most", MOST_HISTORY, "most_bytes", MOST_HISTORY_BYTES),
                row -> new Change(
                        row.instant("at"),
                        row.text("change"),
                        row.textOrNull("was"),
                        row.textOrNull("became"),
                        row.textOrNull("by_id"),
                        KnownPerson.summary(row, "actor")));
    }

    private static Detail detail(Row row) {
        return new Detail(
                TicketView.read(row),
                row.text("description"),
                row.textOrNull("resolution_notes"),
                row.textOrNull("resolved_by"),
                KnownPerson.summary(row, "resolver"),
                row.textOrNull("related_transaction_id"),
                DeviceFacts.withPlatform(row.jsonOrNull("device_metadata")),
                row.textOrNull("ip_address"),
                row.textOrNull("user_agent"),
                row.textOrNull("feedback"));
    }
}
