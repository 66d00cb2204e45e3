package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.kit.outbox.OutboxInsert;
import com.smipay.support.ticket.domain.HistoryEntry;
import com.smipay.support.ticket.domain.Origin;
import com.smipay.support.ticket.domain.PersonName;
import com.smipay.support.ticket.domain.Ticket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// New tickets.
public final class Openings {
    private static final int PREVIEW = 100;

    /// No text may hold it, so a search never matches across two fields.
    private static final String BETWEEN_FIELDS = "\u0001";

    private static final String PREPARE = """
            with moment as materialized (
                select date_trunc('milliseconds', clock_timestamp()) as now
            )
            select moment.now, next_ticket_number(:prefix, moment.now) as number,
                   session.id as session_id, session.email as session_email,
                   session.phone_number as session_phone_number, session.first_name as session_first_name,
                   session.last_name as session_last_name, session.expires_at as session_expires_at,
                   session.status as session_status,
                   person.first_name, person.last_name
            from moment
            left join registration_session as session on session.id = cast(:session_id as text)
            left join known_person as person on person.id = cast(:user_id as text)
            """;

    private static final String INSERT = """
            with opened as (
                insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, owner_name,
                                    guest_proof, subject, support_type, status, priority, phone_number, created_at,
                                    updated_at, conversation_revision, last_seq, message_count, newest_seq,
                                    newest_preview, newest_is_from_user, newest_at, read_seq)
                values (cast(:id as uuid), :number, 1, 1, cast(:user_id as text), :email, cast(:sender_name as text),
                        cast(:guest_proof as text), :subject, :support_type, :status, :priority,
                        cast(:phone_number as text), :now, :now, 1, 1, 1, 1, :preview, true, :now, 0)
                returning id
            ), origin as (
                insert into ticket_origin (ticket_id, first_message_id, description, sender_id, sender_name,
                                           related_transaction_id, device_metadata, ip_address, user_agent, number_key,
                                           email_key, search_text)
                select id, cast(:message_id as uuid), :description, cast(:user_id as text), cast(:sender_name as text),
                       cast(:related_transaction_id as text), cast(:device_metadata as jsonb),
                       cast(:ip_address as text), cast(:user_agent as text), :number_key, :email, :search_text
                from opened
            ), remembered as (
                insert into ticket_history (ticket_id, at, change, was, became, by_id)
                select id, :now, :change, null, :status, cast(:user_id as text)
                from opened
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, opened_on)
                select :status, :priority, :support_type, true, 1, cast(:day as date)
                from opened
            )
            insert into outbox (%s)
            select %s
            from opened
            """.formatted(OutboxInsert.COLUMNS, Envelopes.VALUES);

    private Openings() {}

    /// What an opening needs to know before it decides.
    ///
    /// @param number is used up, whatever comes of the opening
    /// @param session null where none was asked for, or there is none
    /// @param callerName as known of the token's person; null without a token
    public record Preparation(
            Instant now,
            String number,
            @Nullable RegistrationSession session,
            @Nullable String callerName) {}

    /// What a ticket's request told about where it came from.
    ///
    /// @param metadata a JSON object
    public record Circumstances(
            String metadata, String ipAddress, @Nullable String userAgent) {}

    public static Preparation prepare(
            Statements statements, String prefix, @Nullable String sessionId, @Nullable String userId) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("prefix", prefix);
        params.put("session_id", sessionId);
        params.put("user_id", userId);
        return statements
                .queryOne(
                        PREPARE,
                        params,
                        row -> new Preparation(
                                row.instant("now"),
                                row.text("number"),
                                Sessions.session(row),
                                PersonName.of(row.textOrNull("first_name"), row.textOrNull("last_name"))))
                .orElseThrow(() -> new IllegalStateException("No row where there is always one"));
    }

    /// The ticket, what it was opened with, its history, its figures and its event: one statement, so it needs no
    /// transaction around it.
    ///
    /// @return the event as it stands in the outbox
    public static EventEnvelope insert(Statements statements, Ticket ticket, Circumstances circumstances) {
        Origin origin = ticket.origin();
        EventEnvelope envelope = Envelopes.of(ticket.opened(), origin.createdAt());
        Map<String, @Nullable Object> params = Envelopes.params(Topics.TICKETS, envelope);
        params.put("id", origin.id());
        params.put("number", origin.number());
        params.put("user_id", origin.senderId());
        params.put("email", origin.email());
        params.put("sender_name", origin.senderName());
        params.put("guest_proof", ticket.guestProof());
        params.put("subject", origin.subject());
        params.put("support_type", origin.supportType().wire());
        params.put("status", ticket.standing().status().wire());
        params.put("priority", ticket.priority().wire());
        params.put("phone_number", origin.phoneNumber());
        params.put("now", origin.createdAt());
        params.put("preview", Texts.first(PREVIEW, origin.description()));
        params.put("message_id", origin.firstMessageId());
        params.put("description", origin.description());
        params.put("related_transaction_id", origin.relatedTransactionId());
        params.put("device_metadata", circumstances.metadata());
        params.put("ip_address", circumstances.ipAddress());
        params.put("user_agent", circumstances.userAgent());
        params.put("number_key", origin.number().toLowerCase(Locale.ROOT));
        params.put("search_text", searchText(origin));
        params.put("change", HistoryEntry.Kind.OPENED.wire());
        params.put(
                "day", LocalDate.ofInstant(origin.createdAt(), ZoneOffset.UTC).toString());
        statements.update(INSERT, params);
        return envelope;
    }

    private static String searchText(Origin origin) {
        String phone = origin.phoneNumber() == null ? "" : origin.phoneNumber();
        return Stream.of(origin.subject(), origin.email(), phone, origin.description())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(BETWEEN_FIELDS));
    }
}
