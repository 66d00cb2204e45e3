package com.smipay.support.messaging.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.db.Statements;
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
            select %s, chat.feedback, conversation.closed_at, origin.device_metadata, origin.ip_address, origin.user_agent
            from chat
            join conversation on conversation.ticket_id = chat.conversation_id
            join chat_origin as origin on origin.conversation_id = chat.conversation_id
            %s
            where chat.conversation_id = cast(:id as uuid)
            """.formatted(ChatView.COLUMNS, ChatView.JOINS);

    private static final String HANDOVERS = """
            select id, from_admin_id, from_admin_name, to_admin_id, to_admin_name, reason, status, created_at, responded_at
            from handover
            where conversation_id = cast(:id as uuid)
            order by created_at, id
            """;

    private static final String HISTORY =
            """
            select history.at, history.change, history.was, history.became, history.by_id, %s
            from chat_history as history
            %s
            where history.conversation_id = cast(:id as uuid)
            order by history.id
            """.formatted(PersonView.columns("actor"), PersonView.join("actor", "history.by_id"));

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
            @Nullable PersonView by) {}

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

    /// Oldest first.
    public static List<HandoverState> handovers(Statements statements, UUID id) {
        return statements.query(
                HANDOVERS,
                Map.of("id", id),
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

    /// Oldest first.
    public static List<Change> history(Statements statements, UUID id) {
        return statements.query(
                HISTORY,
                Map.of("id", id),
                row -> new Change(
                        row.instant("at"),
                        row.text("change"),
                        row.textOrNull("was"),
                        row.textOrNull("became"),
                        row.textOrNull("by_id"),
                        PersonView.read(row, "actor")));
    }
}
