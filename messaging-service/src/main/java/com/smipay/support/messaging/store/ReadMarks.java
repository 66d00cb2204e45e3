package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves read marks forward, never back.
public final class ReadMarks {
    private static final String TYPE =
            OutboxEvent.typeByTicket(EventType.MESSAGES_READ, EventType.CONVERSATION_MESSAGES_READ);

    private static final String EVENT = """
            changed.about || jsonb_build_object(
                'user_id', cast(:user_id as text),
                'last_message_id', changed.read_message_id,
                'read_at', wire_time(changed.read_at),
                'claimed_by', cast(:claimed_by as jsonb))
            """;

    private static final String CLAIM = ChatHistory.entries("""
            select ticket_id, at, 'claimed', null, cast(:claimant as text), cast(:claimant as text) from changed
            where cast(:claimant as text) is not null and chat_version is not null""");

    private static final String MARK = ExpectedVersion.lock("", "")
            + """
            , changed as (
                update conversation c
                set revision = c.revision + 1,
                    read_seq = greatest(c.read_seq, :target_seq),
                    read_message_id =
                        case when :target_seq > c.read_seq then cast(:target_id as uuid) else c.read_message_id end,
                    read_at = case when :target_seq > c.read_seq then greatest(c.read_at, s.at) else c.read_at end,
                    owner_user_id = coalesce(c.owner_user_id, cast(:claimant as text)),
                    guest_proof = case when cast(:claimant as text) is null then c.guest_proof end
                from stamped s
                where c.ticket_id = s.ticket_id
                  and (:target_seq > c.read_seq or cast(:claimant as text) is not null)
                returning s.*, c.read_message_id, c.read_at, %1$s
            )%2$s""".formatted(OutboxEvent.ABOUT, CLAIM)
            + OutboxEvent.insertOf(Topics.MESSAGES, TYPE, EVENT, "cast(null as text)");

    private ReadMarks() {}

    /// @param conversation as it was when this was decided on
    /// @param target the newest message that is now read
    /// @param userId null for a guest
    /// @param claimedBy whom the mark binds the ticket to, where it binds it; it does so even if it does not move
    /// @return empty, with nothing written, when it has changed since or the mark stands there already
    public static Optional<MovedMark> move(
            Statements statements,
            Conversation conversation,
            Messages.Place target,
            @Nullable String userId,
            @Nullable Actor claimedBy) {
        ExpectedVersion seen = ExpectedVersion.of(conversation);
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("told", JsonRows.of(List.of(seen)));
        params.put("most", JsonRows.most());
        params.put("target_seq", target.seq());
        params.put("target_id", target.id());
        params.put("user_id", userId);
        params.put("claimant", claimedBy == null ? null : claimedBy.id());
        params.put("claimed_by", OutboxEvent.json(claimedBy));
        return statements.queryOne(MARK, params, row -> new MovedMark(OutboxEvent.read(row, seen, SupportEvent.class)));
    }
}
