package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Handover;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is decided about a chat's handovers, each in one statement with the chat.
public final class HandoverDecisions {
    private static final String REQUEST = ChatStatement.of(
            EventType.CONVERSATION_HANDOVER_REQUESTED,
            "",
            "c.closed_at is null and c.assigned_to = :from and " + ChatStatement.HOLDS_AGENT
                    + " and not exists (select from handover h"
                    + " where h.conversation_id = c.ticket_id and h.status = 'pending')",
            """
            , asked as (
                insert into handover as h (id, conversation_id, from_admin_id, from_admin_name, to_admin_id, to_admin_name,
                                           reason, status, created_at)
                select cast(:handover as uuid), ticket_id, :from, :from_name, :agent, :to_name, cast(:reason as text),
                       'pending', at
                from changed
                returning handover_state(h) as state
            )""",
            "jsonb_build_object('handover', (select state from asked))",
            "select ticket_id, at, 'handover', cast(null as text), cast(:agent as text), cast(:from as text) from changed");

    private static final String RESOLVED = """
            , resolved as (
                update handover h set status = :status, responded_at = changed.at
                from changed
                where h.id = cast(:handover as uuid)
                returning handover_state(h) as state
            )""";

    private static final String STATE = "jsonb_build_object('handover', (select state from resolved))";
    private static final String PENDING =
            "exists (select from handover h where h.id = cast(:handover as uuid) and h.status = 'pending')";
    private static final String ENTRY =
            "select ticket_id, at, 'handover', cast(:agent as text), cast(:status as text), cast(:by as text) from changed";

    private static final String ACCEPT = ChatStatement.of(
            EventType.CONVERSATION_HANDOVER_RESOLVED,
            ", assigned_to = :agent, assigned_name = :to_name, assigned_at = s.at",
            "c.closed_at is null and " + PENDING + " and " + ChatStatement.HOLDS_AGENT,
            RESOLVED,
            STATE,
            ENTRY,
            "select ticket_id, at, 'assigned_to', cast(:from as text), cast(:agent as text), cast(:by as text) from changed");

    private static final String REJECT =
            ChatStatement.of(EventType.CONVERSATION_HANDOVER_RESOLVED, "", PENDING, RESOLVED, STATE, ENTRY);

    private HandoverDecisions() {}

    /// By the chat's agent.
    ///
    /// @param adminRoles those that make an admin, which the target is still
    public static Optional<OutboxEvent<ConversationEvent.HandoverRequested>> request(
            Statements statements,
            Conversation seen,
            UUID id,
            String toAdminId,
            String toAdminName,
            @Nullable String reason,
            Set<String> adminRoles) {
        return new ChatStatement(REQUEST, seen)
                .with("handover", id)
                .with("from", seen.chat().assignedTo())
                .with("from_name", seen.chat().assignedName())
                .with("agent", toAdminId)
                .with("to_name", toAdminName)
                .with("reason", reason)
                .withRoles(adminRoles)
                .run(statements, ConversationEvent.HandoverRequested.class);
    }

    /// By its target, who has the chat from then on.
    ///
    /// @param adminRoles those that make an admin, which the target is still
    public static Optional<OutboxEvent<ConversationEvent.HandoverResolved>> accept(
            Statements statements, Conversation seen, Handover handover, Set<String> adminRoles) {
        return resolution(ACCEPT, seen, handover, HandoverStatus.ACCEPTED, handover.toAdminId())
                .with("from", seen.chat().assignedTo())
                .with("to_name", handover.toAdminName())
                .withRoles(adminRoles)
                .run(statements, ConversationEvent.HandoverResolved.class);
    }

    /// @param by null where nobody did: its target is gone
    public static Optional<OutboxEvent<ConversationEvent.HandoverResolved>> reject(
            Statements statements, Conversation seen, Handover handover, @Nullable String by) {
        return resolution(REJECT, seen, handover, HandoverStatus.REJECTED, by)
                .run(statements, ConversationEvent.HandoverResolved.class);
    }

    private static ChatStatement resolution(
            String sql, Conversation seen, Handover handover, HandoverStatus status, @Nullable String by) {
        return new ChatStatement(sql, seen)
                .with("handover", handover.id())
                .with("agent", handover.toAdminId())
                .with("status", status.wire())
                .with("by", by);
    }
}
