package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Ticket;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes messages and notes: place, time, counts, message and event in one round trip.
public final class Posting {
    private static final int PREVIEW = 100;

    private static final String EVENT = """
            jsonb_build_object(
                'conversation', changed.state,
                'message', cast(:draft as jsonb)
                    || jsonb_build_object('seq', changed.seq, 'created_at', wire_time(changed.at)),
                'claimed_by', cast(:claimed_by as jsonb))
            """;

    private static final String MESSAGE = Seen.LOCK + """
            , changed as (
                update conversation c
                set seq = c.seq + 1,
                    revision = c.revision + 1,
                    last_at = s.at,
                    visible_count = c.visible_count + 1,
                    newest_id = cast(:id as uuid),
                    newest_seq = c.seq + 1,
                    newest_preview = :preview,
                    newest_is_from_user = :is_from_user,
                    newest_at = s.at,
                    first_reply_at = case when :is_from_user then c.first_reply_at else coalesce(c.first_reply_at, s.at) end,
                    last_reply_at = case when :is_from_user then c.last_reply_at else s.at end,
                    owner_user_id = coalesce(c.owner_user_id, cast(:claimant as text)),
                    guest_proof = case when cast(:claimant as text) is null then c.guest_proof end
                from stamped s
                where c.ticket_id = s.ticket_id
                returning c.ticket_id, c.seq, s.at, conversation_state(c) as state
            ), written as (
                insert into message
                    (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at)
                select ticket_id, seq, cast(:id as uuid), :message, :is_from_user, cast(:sender_id as text),
                       cast(:sender_name as text), cast(:sender_email as text), at
                from changed
            )""" + Announced.insertOf(EVENT);

    private static final String NOTE = Seen.LOCK + """
            , changed as (
                update conversation c
                set seq = c.seq + 1, revision = c.revision + 1, last_at = s.at
                from stamped s
                where c.ticket_id = s.ticket_id
                returning c.ticket_id, c.seq, s.at, conversation_state(c) as state
            ), written as (
                insert into internal_note (ticket_id, seq, id, message, sender_id, sender_name, sender_email, created_at)
                select ticket_id, seq, cast(:id as uuid), :message, :sender_id, cast(:sender_name as text),
                       cast(:sender_email as text), at
                from changed
            )""" + Announced.insertOf(EVENT);

    private Posting() {}

    /// The parts of [com.smipay.support.contracts.event.MessageState] that the database does not give.
    private record DraftJson(
            UUID id,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderId,
            @Nullable String senderName,
            @Nullable String senderEmail) {}

    /// @param ticket as it was when the draft was decided on
    /// @return empty, with nothing written, when the ticket has changed since
    public static Optional<Announced<MessageEvent.Posted>> write(Statements statements, Ticket ticket, Draft draft) {
        Map<String, @Nullable Object> params = Seen.params(ticket);
        params.put("id", draft.id());
        params.put("message", draft.message());
        params.put("sender_id", draft.senderId());
        params.put("sender_name", draft.senderName());
        params.put("sender_email", draft.senderEmail());
        params.put("draft", Announced.json(json(draft)));
        params.put("claimed_by", Announced.json(draft.claimedBy()));
        if (!draft.isInternal()) {
            params.put("is_from_user", draft.isFromUser());
            params.put("preview", Texts.first(PREVIEW, draft.message()));
            params.put(
                    "claimant",
                    draft.claimedBy() == null ? null : draft.claimedBy().id());
        }
        EventType type = EventType.MESSAGE_POSTED;
        UUID eventId = Announced.stamp(params, type);
        return statements.queryOne(
                draft.isInternal() ? NOTE : MESSAGE,
                params,
                row -> Announced.read(row, params, eventId, type, MessageEvent.Posted.class));
    }

    private static DraftJson json(Draft draft) {
        return new DraftJson(
                draft.id(),
                draft.message(),
                draft.isFromUser(),
                draft.isInternal(),
                draft.senderId(),
                draft.senderName(),
                draft.senderEmail());
    }
}
