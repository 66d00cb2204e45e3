package com.smipay.support.ticket.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.kit.text.PersonName;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// New tickets: two statements, each for any number of openings.
public final class Openings {

    /// Each row looks by itself (`offset 0`): for a plan of its own the planner would expect a hundred rows, and
    /// read whole tables for them. Each has a number of its own, because the function is volatile.
    private static final String PREPARE = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        place int, prefix text, session_id text, user_id text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), moment as materialized (
                select date_trunc('milliseconds', clock_timestamp()) as now
            )
            select moment.now, next_ticket_number(told.prefix, moment.now) as number,
                   session.id as session_id, session.email as session_email,
                   session.phone_number as session_phone_number, session.first_name as session_first_name,
                   session.last_name as session_last_name, session.expires_at as session_expires_at,
                   session.status as session_status,
                   person.first_name, person.last_name, coalesce(person.deleted, false) as caller_is_gone
            from told
            cross join moment
            left join lateral (
                select * from registration_session as one where one.id = told.session_id offset 0
            ) as session on true
            left join lateral (
                select deleted,
                       case when coalesce(told_first_name, told_last_name) is null then token_first_name
                            else told_first_name end as first_name,
                       case when coalesce(told_first_name, told_last_name) is null then token_last_name
                            else told_last_name end as last_name
                from person as one
                where one.id = told.user_id offset 0
            ) as person on true
            order by told.place
            """;

    private static final String INSERT = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        id uuid, number text, subject text, description text, support_type text, email text,
                        phone_number text, related_transaction_id text, first_message_id uuid, sender_id text,
                        sender_name text, created_at timestamptz, guest_proof text, status text, priority text,
                        preview text, number_key text, email_key text, search_text text, client_id text, by_id text,
                        metadata text, ip_address text, user_agent text, event_id uuid, event_type text,
                        event_source text, event_subject text, event_time timestamptz, event_traceparent text,
                        event_request_id text, event_data text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), opened as (
                insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, owner_name,
                                    guest_proof, subject, support_type, status, priority, phone_number, created_at,
                                    updated_at, conversation_revision, last_seq, message_count, newest_seq,
                                    newest_preview, newest_is_from_user, newest_at, read_seq, status_changed_at)
                select id, number, 1, 1, sender_id, email, sender_name, guest_proof, subject, support_type, status,
                       priority, phone_number, created_at, created_at, 1, 1, 1, 1, preview, true, created_at, 0,
                       created_at
                from told
            ), origin as (
                insert into ticket_origin (ticket_id, first_message_id, description, sender_id, sender_name,
                                           related_transaction_id, device_metadata, ip_address, user_agent, number_key,
                                           email_key, search_text, folded, client_id)
                select id, first_message_id, description, sender_id, sender_name, related_transaction_id,
                       cast(metadata as jsonb), ip_address, user_agent, number_key, email_key, search_text, true, client_id
                from told
            ), remembered as (
                insert into ticket_history (ticket_id, at, change, was, became, by_id)
                select id, created_at, 'opened', null, status, by_id
                from told
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets, opened_on)
                select status, priority, support_type, true, count(*), cast(created_at at time zone 'UTC' as date)
                from told
                group by 1, 2, 3, 6
            )
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            select 'support.tickets.v1', event_id, event_type, event_source, event_subject, event_time,
                   event_traceparent, event_request_id, event_data
            from told
            """;

    private Openings() {}

    /// What is to be known before an opening is decided on.
    ///
    /// @param prefix of the ticket's number
    record Question(
            String prefix,
            @Nullable String sessionId,
            @Nullable String userId) {}

    /// What an opening needs to know before it decides.
    ///
    /// @param number is used up, whatever comes of the opening
    /// @param session null where none was asked for, or there is none
    /// @param callerName as known of the token's person; null without a token
    /// @param callerIsGone whether the identity topic says so of the token's person
    public record Preparation(
            Instant now,
            String number,
            @Nullable RegistrationSession session,
            @Nullable String callerName,
            boolean callerIsGone) {}

    /// What a ticket's request told about where it came from.
    ///
    /// @param metadata a JSON object
    /// @param ipAddress null where somebody else opens it for the person
    /// @param openedBy the admin who opens it for a caller (`decisions.md` 68); null where its owner does
    public record ClientMetadata(
            String metadata,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            @JsonIgnore @Nullable Actor openedBy) {}

    /// A row of `told` for [#PREPARE].
    private record Asked(int place, @JsonUnwrapped Question question) {}

    /// A row of `told` for [#INSERT]: an opening that was decided on, with its event.
    record Entry(
            @JsonUnwrapped TicketSubmission submission,
            @Nullable String guestProof,
            String status,
            String priority,
            String preview,
            String numberKey,
            String emailKey,
            String searchText,
            @Nullable String byId,
            @JsonUnwrapped ClientMetadata circumstances,
            @JsonUnwrapped(prefix = "event_") EventEnvelope event) {
        /// In the scope of the request, which the event names.
        static Entry of(Ticket ticket, ClientMetadata circumstances) {
            TicketSubmission submission = ticket.submission();
            Actor openedBy = circumstances.openedBy();
            return new Entry(
                    submission,
                    ticket.ownership().guestProof(),
                    ticket.standing().status().wire(),
                    ticket.priority().wire(),
                    Preview.of(submission.description()),
                    submission.number().toLowerCase(Locale.ROOT),
                    FoldedText.of(submission.email()),
                    SearchedFields.ofTicket(
                            submission.subject(),
                            submission.email(),
                            submission.phoneNumber(),
                            submission.description(),
                            submission.relatedTransactionId(),
                            submission.senderId() == null ? submission.senderName() : null),
                    openedBy == null ? submission.senderId() : openedBy.id(),
                    circumstances,
                    TicketChanges.envelope(ticket.opened(openedBy), submission.createdAt()));
        }
    }

    /// For several openings at once, at one time.
    ///
    /// @return for each question, in their order
    static List<Preparation> prepareTogether(Statements statements, List<Question> questions) {
        List<Asked> asked = IntStream.range(0, questions.size())
                .mapToObj(place -> new Asked(place, questions.get(place)))
                .toList();
        return statements.query(
                PREPARE, Map.of("told", JsonRows.of(asked), "most", JsonRows.most()), Openings::preparation);
    }

    private static Preparation preparation(Row row) {
        return new Preparation(
                row.instant("now"),
                row.text("number"),
                Sessions.session(row),
                PersonName.of(row.textOrNull("first_name"), row.textOrNull("last_name")),
                row.flag("caller_is_gone"));
    }

    /// Tickets, what they were opened with, their history, their figures and their events: one statement, so it
    /// needs no transaction around it.
    ///
    /// @return the events as they stand in the outbox, in the order of the entries
    static List<EventEnvelope> insertTogether(Statements statements, List<Entry> entries) {
        statements.update(INSERT, Map.of("told", JsonRows.of(entries), "most", JsonRows.most()));
        return entries.stream().map(Entry::event).toList();
    }
}
