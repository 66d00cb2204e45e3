package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Chat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is decided about a chat as a whole: each one statement, which writes nothing where the chat has changed since
/// it was looked at.
public final class ChatDecisions {
    private static final String CLAIM = ChatStatement.of(
            EventType.CONVERSATION_CLAIMED,
            """
            , assigned_to = :agent, assigned_at = s.at,
              assigned_name = coalesce((select name from person where id = :agent), cast(:name as text),
                                       (select email from person where id = :agent), cast(:email as text), '%s')
            """.formatted(Chat.NAMELESS_AGENT),
            "c.assigned_to is null and c.closed_at is null and " + ChatStatement.HOLDS_AGENT,
            "",
            "jsonb_build_object('by', cast(:by as jsonb))",
            "select ticket_id, at, 'assigned_to', cast(null as text), cast(:agent as text), cast(:agent as text) from changed");

    private static final String CLOSE = ChatStatement.of(
            EventType.CONVERSATION_CLOSED,
            ", closed_at = s.at",
            "c.closed_at is null",
            ChatStatement.END_HANDOVER,
            "jsonb_build_object('by', cast(:by as jsonb), 'handover', (select state from ended))",
            "select ticket_id, at, 'status', was_open_as, 'closed', cast(:agent as text) from changed",
            ChatStatement.ENDED_HANDOVER);

    private static final String UNASSIGN = ChatStatement.of(
            EventType.CONVERSATION_UNASSIGNED,
            ", assigned_to = null, assigned_name = null, assigned_at = null",
            "c.assigned_to = :agent and c.closed_at is null",
            ChatStatement.END_HANDOVER,
            "jsonb_build_object('from', cast(:agent as text), 'handover', (select state from ended))",
            "select ticket_id, at, 'assigned_to', cast(:agent as text), null, cast(null as text) from changed",
            ChatStatement.ENDED_HANDOVER);

    private static final String RATE = ChatStatement.of(
            EventType.CONVERSATION_RATED,
            """
            , owner_user_id = coalesce(c.owner_user_id, cast(:claimant as text)),
              guest_proof = case when cast(:claimant as text) is null then c.guest_proof end
            """,
            "c.closed_at is not null and not exists ("
                    + "select from chat where conversation_id = c.ticket_id and satisfaction_rating is not null)",
            """
            , rated as (
                update chat set satisfaction_rating = cast(:rating as smallint), feedback = cast(:feedback as text)
                from changed
                where chat.conversation_id = changed.ticket_id
            )""",
            """
            jsonb_build_object('rating', cast(:rating as integer), 'feedback', cast(:feedback as text),
                               'created_at', wire_time(changed.at), 'claimed_by', cast(:claimed_by as jsonb))""",
            "select ticket_id, at, 'claimed', cast(null as text), cast(:claimant as text), cast(:claimant as text)"
                    + " from changed where cast(:claimant as text) is not null",
            "select ticket_id, at, 'rated', null, cast(:rating as text), cast(:rater as text) from changed");

    private static final String RELEASE = ChatStatement.of(
            EventType.CONVERSATION_RELEASED,
            ", owner_user_id = null, guest_proof = null",
            "c.owner_user_id = :agent and c.ticket_version = 0",
            "",
            "jsonb_build_object('from', cast(:agent as text))",
            "select ticket_id, at, 'claimed', cast(:agent as text), null, cast(null as text) from changed");

    private ChatDecisions() {}

    /// Of a chat that nobody has, by an agent who is one still.
    ///
    /// @param adminRoles those that make an admin
    public static Optional<OutboxEvent<ConversationEvent.Claimed>> claim(
            Statements statements, Conversation seen, Person agent, Set<String> adminRoles) {
        return new ChatStatement(CLAIM, seen)
                .with("agent", agent.userId())
                .with("name", agent.displayName())
                .with("email", agent.email())
                .with("by", OutboxEvent.json(agent.toActor()))
                .withRoles(adminRoles)
                .run(statements, ConversationEvent.Claimed.class);
    }

    /// Ends the handover that is pending, too.
    public static Optional<OutboxEvent<ConversationEvent.Closed>> close(
            Statements statements, Conversation seen, Person agent) {
        return new ChatStatement(CLOSE, seen)
                .with("agent", agent.userId())
                .with("by", OutboxEvent.json(agent.toActor()))
                .run(statements, ConversationEvent.Closed.class);
    }

    /// Takes it from an agent, likewise.
    public static Optional<OutboxEvent<ConversationEvent.Unassigned>> unassign(
            Statements statements, Conversation seen, String agentId) {
        return new ChatStatement(UNASSIGN, seen)
                .with("agent", agentId)
                .run(statements, ConversationEvent.Unassigned.class);
    }

    /// @param claimedBy whom the rating binds the chat to, where it binds it
    public static Optional<OutboxEvent<ConversationEvent.Rated>> rate(
            Statements statements,
            Conversation seen,
            int rating,
            @Nullable String feedback,
            Person rater,
            @Nullable Actor claimedBy) {
        return new ChatStatement(RATE, seen)
                .with("rating", rating)
                .with("feedback", feedback)
                .with("rater", rater.userId())
                .with("claimant", claimedBy == null ? null : claimedBy.id())
                .with("claimed_by", OutboxEvent.json(claimedBy))
                .run(statements, ConversationEvent.Rated.class);
    }

    /// Of a chat without a ticket, whose account is gone (`decisions.md` 13).
    public static Optional<OutboxEvent<ConversationEvent.Released>> release(
            Statements statements, Conversation seen, String userId) {
        return new ChatStatement(RELEASE, seen).with("agent", userId).run(statements, ConversationEvent.Released.class);
    }
}
