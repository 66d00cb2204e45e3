package com.smipay.support.messaging.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.identity.KnownPerson;
import com.smipay.support.kit.text.DeviceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One chat as admins see it, but for its messages.
public final class ChatDetails {
    private static final String DETAIL = """
            select chat.conversation_id, chat.status as chat_status, chat.satisfaction_rating, chat.created_at,
                   chat.last_message_at, chat.updated_at, conversation.assigned_name, conversation.visible_count,
                   conversation.newest_preview, conversation.newest_is_from_user, conversation.newest_at,
                   newest.sender_name as newest_sender_name, conversation.ticket_version, conversation.ticket_number,
                   conversation.subject, conversation.support_type, conversation.status as ticket_status,
                   conversation.priority, chat.owner_user_id, nullif(chat.owner_email, '') as chat_email,
                   conversation.phone_number, chat.assigned_to, conversation.assigned_at, conversation.seq,
                   owner.id as owner_id, owner.first_name as owner_first_name, owner.last_name as owner_last_name,
                   owner.email as owner_email, owner.phone_number as owner_phone_number,
                   owner.smipay_tag as owner_smipay_tag, owner.profile_image as owner_profile_image,
                   owner.account_status as owner_account_status, owner.role as owner_role, owner.wallet as owner_wallet,
                   owner.tier as owner_tier, owner.kyc_verification as owner_kyc_verification,
                   assignee.id as assignee_id, assignee.first_name as assignee_first_name,
                   assignee.last_name as assignee_last_name, assignee.email as assignee_email,
                   chat.feedback, conversation.closed_at, origin.device_metadata, origin.ip_address, origin.user_agent
            from chat
            join conversation on conversation.ticket_id = chat.conversation_id
            join chat_origin as origin on origin.conversation_id = chat.conversation_id
            left join lateral (
                select one.sender_name from message as one
                where one.ticket_id = conversation.ticket_id and one.seq = conversation.newest_seq offset 0
            ) as newest on true
            left join lateral (
                select * from known_person where known_person.id = chat.owner_user_id offset 0) as owner on true
            left join lateral (
                select * from known_person where known_person.id = chat.assigned_to offset 0) as assignee on true
            where chat.conversation_id = cast(:id as uuid)
            """;

    private static final int MOST_HANDOVERS = 50;
    private static final int MOST_HISTORY = 200;

    /// The newest ones: the first of them, each with its reason, would make an answer as long as agents like.
    private static final String HANDOVERS = """
            select id, from_admin_id, from_admin_name, to_admin_id, to_admin_name, reason, status, created_at, responded_at
            from (
                select * from handover
                where conversation_id = cast(:id as uuid)
                order by created_at desc, id desc limit :most
            ) as newest
            order by created_at, id
            """;

    private static final String HISTORY = """
            select history.at, history.change, history.was, history.became, history.by_id,
                   actor.id as actor_id, actor.first_name as actor_first_name, actor.last_name as actor_last_name,
                   actor.email as actor_email
            from (
                select * from chat_history where conversation_id = cast(:id as uuid) order by id desc limit :most
            ) as history
            left join lateral (
                select * from known_person where known_person.id = history.by_id offset 0) as actor on true
            order by history.id
            """;

    private ChatDetails() {}

    /// @param deviceMetadata a JSON object
    public record Detail(
            ChatView chat,
            @Nullable String feedback,
            @Nullable Instant closedAt,
            JsonNode deviceMetadata,
            @Nullable String ipAddress,
            @Nullable String userAgent) {}

    /// @param byId null where the system did it, or a guest
    /// @param by null also where nobody has told us about the person
    public record Change(
            Instant at,
            String change,
            @Nullable String was,
            @Nullable String became,
            @Nullable String byId,
            PersonView.@Nullable Summary by) {}

    /// Empty for what is no chat.
    public static Optional<Detail> find(Statements statements, UUID id) {
        return statements.queryOne(
                DETAIL,
                Map.of("id", id),
                row -> new Detail(
                        ChatView.read(row),
                        row.textOrNull("feedback"),
                        row.instantOrNull("closed_at"),
                        DeviceFacts.withPlatform(row.jsonOrNull("device_metadata")),
                        row.textOrNull("ip_address"),
                        row.textOrNull("user_agent")));
    }

    /// The newest of them, oldest first (`live-chat-api.md`).
    public static List<HandoverState> handovers(Statements statements, UUID id) {
        return statements.query(
                HANDOVERS,
                Map.of("id", id, "most", MOST_HANDOVERS),
                row -> new HandoverState(
                        row.uuid("id"),
                        row.text("from_admin_id"),
                        row.text("from_admin_name"),
                        row.text("to_admin_id"),
                        row.text("to_admin_name"),
                        row.textOrNull("reason"),
                        HandoverStatus.of(row.text("status")),
                        row.instant("created_at"),
                        row.instantOrNull("responded_at")));
    }

    /// The newest of them, oldest first.
    public static List<Change> history(Statements statements, UUID id) {
        return statements.query(
                HISTORY,
                Map.of("id", id, "most", MOST_HISTORY),
                row -> new Change(
                        row.instant("at"),
                        row.text("change"),
                        row.textOrNull("was"),
                        row.textOrNull("became"),
                        row.textOrNull("by_id"),
                        KnownPerson.summary(row, "actor")));
    }
}
