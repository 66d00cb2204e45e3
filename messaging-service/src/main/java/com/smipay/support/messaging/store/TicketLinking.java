package com.smipay.support.messaging.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.telemetry.Correlation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes a ticket of a chat known to the chat, once, whatever tells of it first (`live-chat-api.md`, rule 4).
public final class TicketLinking {
    /// Wrong emails that were counted for the chat count for the ticket (`decisions.md` 65). An owner that was
    /// bound here while the ticket was made for none stays. What counts as the first reply is decided here for
    /// good: the ticket's own creation, where there was none before it.
    private static final String LINK = """
            with locked as materialized (
                select seen.ticket_id, seen.last_at from conversation as seen
                where seen.ticket_id = cast(:id as uuid) and seen.chat_version is not null and seen.ticket_version = 0
                for update
            ), stamped as materialized (
                select locked.*, cast(:event_id as uuid) as event_id, cast(:traceparent as text) as traceparent,
                       cast(:request_id as text) as request_id,
                       greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
                from locked
            ), changed as (
                update conversation c
                set ticket_number = :number,
                    ticket_version = :version,
                    owner_user_id = coalesce(cast(:user_id as text), c.owner_user_id),
                    owner_email = :email,
                    owner_name = cast(:name as text),
                    owner_version = greatest(:owner_version, c.owner_version),
                    guest_proof = case when coalesce(cast(:user_id as text), c.owner_user_id) is null
                                       then cast(:guest_proof as text) end,
                    subject = :subject,
                    description = :description,
                    support_type = :support_type,
                    status = :status,
                    priority = :priority,
                    phone_number = cast(:phone_number as text),
                    related_transaction_id = cast(:related_transaction_id as text),
                    ticket_created_at = :created_at,
                    ticket_updated_at = :updated_at,
                    resolution_notes = cast(:resolution_notes as text),
                    status_changed_at = cast(:status_changed_at as timestamptz),
                    first_reply_at = coalesce(c.first_reply_at, :created_at),
                    revision = c.revision + 1,
                    chat_version = c.chat_version + 1,
                    last_at = s.at,
                    decided_at = s.at
                from stamped s
                where c.ticket_id = s.ticket_id
                returning s.*, conversation_state(c) as state, chat_state(c) as chat,
                          case when cast(:user_id as text) is null and c.owner_user_id is not null
                               then jsonb_build_object('id', c.owner_user_id, 'first_name', null, 'last_name', null,
                                                       'email', nullif(c.owner_email, '')) end as claimed_by
            ), noted as (
                insert into chat_history (conversation_id, at, change, was, became, by_id)
                select ticket_id, at, 'ticket', cast(null as text), cast(:number as text), cast(:by as text)
                from changed
            ), guessed as (
                insert into email_guess as known (ticket_number, guesses, refused_until, forget_at)
                select upper(:number), g.guesses, g.refused_until, g.forget_at
                from changed
                join email_guess g on g.ticket_number = upper(cast(changed.ticket_id as text))
                on conflict (ticket_number) do update
                set guesses = excluded.guesses,
                    refused_until = greatest(known.refused_until, excluded.refused_until),
                    forget_at = greatest(known.forget_at, excluded.forget_at)
            ), announced as (
                insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                select 'support.messages.v1', changed.event_id, 'conversation.ticket-linked', '/messaging-service',
                       cast(changed.ticket_id as text), changed.at, changed.traceparent, changed.request_id,
                       cast(jsonb_build_object('conversation', changed.chat, 'state', changed.state,
                                               'claimed_by', changed.claimed_by) as text)
                from changed
                returning event_id, type, time, data
            )
            select event_id, announced.type, announced.time, announced.data, cast(null as text) as shown_name
            from announced
            join changed using (event_id)
            """;

    private TicketLinking() {}

    /// @param openedBy the agent who made it; null where a later event came first
    /// @return empty, with nothing written, where the chat has its ticket already, or there is no such chat
    public static Optional<OutboxEvent<ConversationEvent.TicketLinked>> link(
            Statements statements, TicketState ticket, @Nullable String openedBy) {
        UUID eventId = UuidCreator.getTimeOrderedEpoch();
        Correlation correlation = Correlation.current();
        Map<String, @Nullable Object> params = new HashMap<>(TicketReplica.params(ticket));
        params.put("event_id", eventId);
        params.put("traceparent", correlation.traceparent());
        params.put("request_id", correlation.requestId());
        params.put("description", ticket.description());
        params.put("by", openedBy);
        ExpectedVersion linked = new ExpectedVersion(
                ticket.id(), 0, null, null, eventId, correlation.traceparent(), correlation.requestId());
        return statements.queryOne(
                LINK, params, row -> OutboxEvent.read(row, linked, ConversationEvent.TicketLinked.class));
    }
}
