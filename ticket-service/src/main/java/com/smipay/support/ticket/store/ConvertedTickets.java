package com.smipay.support.ticket.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationState.NewestMessage;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.outbox.OutboxInsert;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tickets that are made of conversations (`live-chat-api.md`, rule 4).
public final class ConvertedTickets {
    /// Everything follows from the row that was new: where the ticket is there already, nothing is written.
    private static final String INSERT = """
            with opened as (
                insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, owner_name,
                                    guest_proof, subject, support_type, status, priority, phone_number, assigned_to,
                                    created_at, updated_at, conversation_revision, last_seq, message_count, newest_seq,
                                    newest_preview, newest_is_from_user, newest_at, first_response_at,
                                    last_response_at, response_time_seconds, read_seq, status_changed_at,
                                    conversation_id)
                values (cast(:id as uuid), :number, :version, :version, cast(:owner_user_id as text), :email,
                        cast(:owner_name as text), cast(:guest_proof as text), :subject, :support_type, :status,
                        :priority, cast(:phone_number as text), cast(:assigned_to as text), :created_at,
                        greatest(:created_at, :newest_at), :revision, :last_seq, :message_count, :newest_seq,
                        :newest_preview, :newest_is_from_user, :newest_at, :first_response_at,
                        cast(:last_response_at as timestamptz),
                        greatest(0, floor(extract(epoch from cast(:first_response_at as timestamptz)
                                                             - cast(:created_at as timestamptz)))),
                        :read_seq, :created_at, cast(:id as uuid))
                on conflict (id) do nothing
                returning *
            ), origin as (
                insert into ticket_origin (ticket_id, first_message_id, description, sender_id, sender_name,
                                           sender_email, related_transaction_id, device_metadata, ip_address,
                                           user_agent, number_key, email_key, search_text, folded, client_id,
                                           first_message, attempt)
                select id, cast(:first_message_id as uuid), :description, cast(:sender_id as text),
                       cast(:sender_name as text), null, cast(:related_transaction_id as text),
                       cast(:device_metadata as jsonb), cast(:ip_address as text), cast(:user_agent as text),
                       :number_key, :email_key, :search_text, true, null, cast(:first_message as jsonb),
                       cast(:attempt as uuid)
                from opened
            ), remembered as (
                insert into ticket_history (ticket_id, at, change, was, became, by_id)
                select opened.id, opened.created_at, one.change, null, one.became, :by_id
                from opened
                cross join lateral (values (1, 'opened', opened.status), (2, 'assigned_to', opened.assigned_to))
                    as one (place, change, became)
                where one.became is not null
                order by one.place
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, responses,
                                             response_seconds, opened_on)
                select status, priority, support_type, assigned_to is null, 1, 1, response_time_seconds,
                       cast(created_at at time zone 'UTC' as date)
                from opened
            )
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            select :topic, cast(:event_id as uuid), :event_type, :event_source, :event_subject, :event_time,
                   cast(:event_traceparent as text), cast(:event_request_id as text), :event_data
            from opened
            """;

    private static final String ATTEMPT = """
            select attempt from ticket_origin where ticket_id = cast(:id as uuid)
            """;

    private static final String FIRST_VERSION = """
            select first_version() as version
            """;

    private ConvertedTickets() {}

    /// With which it begins: the id is the chat's, so copies may know a ticket of it from before a restore.
    public static long firstVersion(Statements transaction) {
        return transaction
                .queryOne(FIRST_VERSION, Map.of(), row -> row.number("version"))
                .orElseThrow();
    }

    /// What the ticket copies of its conversation.
    public record Copied(
            long revision,
            long seq,
            long visibleCount,
            NewestMessage newest,
            @Nullable Instant firstReplyAt,
            @Nullable Instant lastReplyAt,
            long readSeq) {}

    /// Which request made the ticket.
    ///
    /// @param attempt null where it was made in another way
    public record Made(@Nullable UUID attempt) {}

    /// Empty while there is no such ticket.
    public static Optional<Made> made(Statements statements, UUID id) {
        return statements.queryOne(ATTEMPT, Map.of("id", id), row -> new Made(row.uuidOrNull("attempt")));
    }

    /// The ticket with everything that belongs to it, in one statement; nothing at all where it is there already.
    ///
    /// @param metadata with the admin who makes it
    /// @return the event as it stands in the outbox
    public static Optional<EventEnvelope> insert(
            Statements transaction, Ticket ticket, Copied copied, Openings.ClientMetadata metadata, UUID attempt) {
        TicketSubmission submission = ticket.submission();
        Actor by = metadata.openedBy();
        EventEnvelope event = TicketChanges.envelope(ticket.opened(by), submission.createdAt());
        Map<String, @Nullable Object> params = OutboxInsert.params(Topics.TICKETS, event);
        putTicket(params, ticket);
        putConversation(params, copied, submission.createdAt());
        params.put("first_message_id", submission.firstMessageId());
        params.put("description", submission.description());
        params.put("sender_id", submission.senderId());
        params.put("sender_name", submission.senderName());
        params.put("related_transaction_id", submission.relatedTransactionId());
        params.put("device_metadata", metadata.metadata());
        params.put("ip_address", metadata.ipAddress());
        params.put("user_agent", metadata.userAgent());
        params.put("number_key", submission.number().toLowerCase(Locale.ROOT));
        params.put("email_key", FoldedText.of(submission.email()));
        params.put(
                "search_text",
                SearchedFields.ofTicket(
                        submission.subject(),
                        submission.email(),
                        submission.phoneNumber(),
                        submission.description(),
                        submission.relatedTransactionId(),
                        ticket.owner().userId() == null ? submission.senderName() : null));
        params.put("first_message", json(submission));
        params.put("attempt", attempt);
        params.put("by_id", by == null ? null : by.id());
        return transaction.update(INSERT, params) == 1 ? Optional.of(event) : Optional.empty();
    }

    private static void putTicket(Map<String, @Nullable Object> params, Ticket ticket) {
        TicketSubmission submission = ticket.submission();
        params.put("id", submission.id());
        params.put("number", submission.number());
        params.put("version", ticket.version());
        params.put("owner_user_id", ticket.owner().userId());
        params.put("email", ticket.owner().email());
        params.put("owner_name", ticket.owner().name());
        params.put("guest_proof", ticket.ownership().guestProof());
        params.put("subject", submission.subject());
        params.put("support_type", submission.supportType().wire());
        params.put("status", ticket.standing().status().wire());
        params.put("priority", ticket.priority().wire());
        params.put("phone_number", submission.phoneNumber());
        params.put(
                "assigned_to",
                ticket.assignee() == null ? null : ticket.assignee().id());
        params.put("created_at", submission.createdAt());
    }

    private static void putConversation(Map<String, @Nullable Object> params, Copied copied, Instant now) {
        params.put("revision", copied.revision());
        params.put("last_seq", copied.seq());
        params.put("message_count", copied.visibleCount());
        params.put("newest_seq", copied.newest().seq());
        params.put("newest_preview", copied.newest().preview());
        params.put("newest_is_from_user", copied.newest().isFromUser());
        params.put("newest_at", copied.newest().createdAt());
        params.put("first_response_at", copied.firstReplyAt() == null ? now : copied.firstReplyAt());
        params.put("last_response_at", copied.lastReplyAt());
        params.put("read_seq", copied.readSeq());
    }

    private static String json(TicketSubmission submission) {
        try {
            return Json.mapper().writeValueAsString(submission.conversationsFirst());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message that JSON can't carry", e);
        }
    }
}
