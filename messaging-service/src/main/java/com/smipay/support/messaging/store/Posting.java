package com.smipay.support.messaging.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Ticket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes messages and notes: place, time, counts, message and event in one round trip.
public final class Posting {
    private static final int PREVIEW = 100;
    private static final EventType TYPE = EventType.MESSAGE_POSTED;

    private static final String DRAFT = """
            , id uuid, message text, is_from_user boolean, is_internal boolean, sender_id text, sender_name text,
            sender_email text, preview text, claimant text, claimed_by jsonb""";

    private static final String EVENT = Announced.insertOf(TYPE, """
            jsonb_build_object(
                'conversation', changed.state,
                'message', jsonb_build_object(
                    'id', changed.id, 'seq', changed.seq, 'message', changed.message,
                    'is_from_user', changed.is_from_user, 'is_internal', changed.is_internal,
                    'sender_id', changed.sender_id, 'sender_name', changed.sender_name,
                    'sender_email', changed.sender_email, 'created_at', wire_time(changed.at)),
                'claimed_by', changed.claimed_by)
            """);

    private static final String POST = """
            , changed as (
                update conversation c
                set seq = c.seq + 1,
                    revision = c.revision + 1,
                    last_at = s.at,
                    visible_count = c.visible_count + 1,
                    newest_id = s.id,
                    newest_seq = c.seq + 1,
                    newest_preview = s.preview,
                    newest_is_from_user = s.is_from_user,
                    newest_at = s.at,
                    first_reply_at = case when s.is_from_user then c.first_reply_at else coalesce(c.first_reply_at, s.at) end,
                    last_reply_at = case when s.is_from_user then c.last_reply_at else s.at end,
                    owner_user_id = coalesce(c.owner_user_id, s.claimant),
                    guest_proof = case when s.claimant is null then c.guest_proof end
                from stamped s
                where c.ticket_id = s.ticket_id
                returning s.*, c.seq, conversation_state(c) as state
            ), written as (
                insert into message
                    (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at)
                select ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, at
                from changed
            )""" + EVENT;

    private static final String MESSAGE = Seen.lock(DRAFT, "") + POST;
    private static final String MESSAGES = Seen.lock(DRAFT, "skip locked") + POST;

    private static final String NOTE = Seen.lock(DRAFT, "") + """
            , changed as (
                update conversation c
                set seq = c.seq + 1, revision = c.revision + 1, last_at = s.at
                from stamped s
                where c.ticket_id = s.ticket_id
                returning s.*, c.seq, conversation_state(c) as state
            ), written as (
                insert into internal_note (ticket_id, seq, id, message, sender_id, sender_name, sender_email, created_at)
                select ticket_id, seq, id, message, sender_id, sender_name, sender_email, at
                from changed
            )""" + EVENT;

    private Posting() {}

    /// A row of `told`: a message on its way into its ticket.
    record Entry(
            @JsonUnwrapped Seen seen,
            UUID id,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderId,
            @Nullable String senderName,
            @Nullable String senderEmail,
            String preview,
            @Nullable String claimant,
            @Nullable Actor claimedBy) {
        static Entry of(Ticket ticket, Draft draft) {
            return new Entry(
                    Seen.of(ticket),
                    draft.id(),
                    draft.message(),
                    draft.isFromUser(),
                    draft.isInternal(),
                    draft.senderId(),
                    draft.senderName(),
                    draft.senderEmail(),
                    Texts.first(PREVIEW, draft.message()),
                    draft.claimedBy() == null ? null : draft.claimedBy().id(),
                    draft.claimedBy());
        }
    }

    /// @param ticket as it was when the draft was decided on
    /// @return empty, with nothing written, when the ticket has changed since
    public static Optional<Announced<MessageEvent.Posted>> write(Statements statements, Ticket ticket, Draft draft) {
        Entry entry = Entry.of(ticket, draft);
        return run(statements, draft.isInternal() ? NOTE : MESSAGE, List.of(entry)).values().stream()
                .findFirst();
    }

    /// Messages of several tickets, one of each, and no notes. Waits for nobody: a ticket that somebody else holds is
    /// left out.
    ///
    /// @return by the event's id; nothing is written where there is none
    static Map<UUID, Announced<MessageEvent.Posted>> writeTogether(Statements statements, List<Entry> entries) {
        return run(statements, MESSAGES, entries);
    }

    private static Map<UUID, Announced<MessageEvent.Posted>> run(
            Statements statements, String sql, List<Entry> entries) {
        Map<UUID, Seen> seen =
                entries.stream().map(Entry::seen).collect(Collectors.toMap(Seen::eventId, Function.identity()));
        Map<UUID, Announced<MessageEvent.Posted>> written = new HashMap<>();
        statements
                .query(sql, Map.of("told", JsonRows.of(entries), "most", JsonRows.most()), row -> {
                    Seen about = Objects.requireNonNull(seen.get(row.uuid("event_id")));
                    return Announced.read(row, about, TYPE, MessageEvent.Posted.class);
                })
                .forEach(announced -> written.put(announced.envelope().id(), announced));
        return written;
    }
}
