package com.smipay.support.messaging.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes messages and notes: place, time, counts, message and event in one round trip.
public final class Posting {
    /// The messages of `told`, each into the conversation that it was decided on ([ExpectedVersion]): its place and its
    /// time are given under that row's lock.
    ///
    /// A sender is called what the identity topic says, which wins (`decisions.md` 43, 49); a user's address is the
    /// contact email whoever they are. Somebody of support is always called something, as an assignee is
    /// (`decisions.md` 48). A chat's message is searched, and its history tells of whom it gave the chat to.
    private static final String MESSAGE = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        ticket_id uuid, ticket_version bigint, chat_version bigint, owner_user_id text, event_id uuid,
                        traceparent text, request_id text, id uuid, message text, is_from_user boolean,
                        is_internal boolean, sender_id text, usual_name text, usual_email text, preview text,
                        claimant text, claimed_by jsonb, client_id text, is_by_email boolean, assigns boolean,
                        admin_roles text[], folded text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), locked as materialized (
                select told.*, seen.last_at
                from told
                join conversation as seen on seen.ticket_id = told.ticket_id
                where seen.ticket_version = told.ticket_version
                  and seen.chat_version is not distinct from told.chat_version
                  and seen.owner_user_id is not distinct from told.owner_user_id
                for update of seen
            ), stamped as materialized (
                select locked.*, greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
                from locked
            ), changed as (
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
                    first_reply_at = case when s.is_from_user then c.first_reply_at
                                          else coalesce(c.first_reply_at, s.at) end,
                    last_reply_at = case when s.is_from_user then c.last_reply_at else s.at end,
                    owner_user_id = coalesce(c.owner_user_id, s.claimant),
                    guest_proof = case when s.claimant is null then c.guest_proof end,
                    chat_version = c.chat_version + cast(s.assigns as integer),
                    assigned_to = case when s.assigns then s.sender_id else c.assigned_to end,
                    assigned_name = case when s.assigns then coalesce(s.sender_name, s.sender_email, 'Support')
                                         else c.assigned_name end,
                    assigned_at = case when s.assigns then s.at else c.assigned_at end,
                    decided_at = case when s.assigns then s.at else c.decided_at end
                from (
                    select stamped.*,
                           coalesce(known.name, usual_name,
                                    case when not is_from_user then coalesce(known.email, usual_email, 'Support') end)
                               as sender_name,
                           case when is_from_user then usual_email else coalesce(known.email, usual_email) end
                               as sender_email
                    from stamped
                    left join person as known on known.id = stamped.sender_id
                ) s
                where c.ticket_id = s.ticket_id
                  and c.seq < :most_messages
                  and not (s.is_by_email and exists (
                      select from email_guess g
                      where g.ticket_number = upper(c.ticket_number) and g.refused_until > clock_timestamp()))
                  and case when s.assigns then holds_agent(s.sender_id, s.admin_roles) else true end
                returning s.*, c.seq,
                    case when s.chat_version is null then jsonb_build_object('conversation', conversation_state(c))
                         when s.ticket_version > 0
                             then jsonb_build_object('conversation', conversation_state(c), 'chat', chat_state(c))
                         else jsonb_build_object('conversation', chat_state(c)) end as about
            ), written as (
                insert into message (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email,
                                     created_at, client_id)
                select ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, at, client_id
                from changed
            ), noted as (
                insert into chat_history (conversation_id, at, change, was, became, by_id)
                select ticket_id, at, 'assigned_to', cast(null as text), sender_id, sender_id from changed where assigns
                union all
                select ticket_id, at, 'claimed', null, claimant, claimant from changed
                where claimant is not null and chat_version is not null
            ), searched as (
                insert into chat_text (conversation_id, seq, text)
                select ticket_id, seq, folded from changed where folded is not null
            ), to_learn as (
                insert into chat_text_to_learn (conversation_id, seq)
                select ticket_id, seq from changed where folded is not null
            ), announced as (
                insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                select 'support.messages.v1', changed.event_id,
                       case when changed.chat_version is null or changed.ticket_version > 0
                            then 'message.posted' else 'conversation.message-posted' end,
                       '/messaging-service', cast(changed.ticket_id as text), changed.at, changed.traceparent,
                       changed.request_id,
                       cast(changed.about || jsonb_build_object(
                           'message', jsonb_build_object(
                               'id', changed.id, 'seq', changed.seq, 'message', changed.message,
                               'is_from_user', changed.is_from_user, 'is_internal', changed.is_internal,
                               'sender_id', changed.sender_id, 'sender_name', changed.sender_name,
                               'sender_email', changed.sender_email, 'created_at', wire_time(changed.at))
                               || case when changed.client_id is null then '{}'
                                       else jsonb_build_object('client_id', changed.client_id) end,
                           'claimed_by', changed.claimed_by)
                           || case when changed.assigns then jsonb_build_object('assigned_by_reply', true)
                                   else '{}' end as text)
                from changed
                returning event_id, type, time, data
            )
            select event_id, announced.type, announced.time, announced.data, changed.sender_name as shown_name
            from announced
            join changed using (event_id)
            """;

    /// The same, and nobody is waited for: a conversation that somebody else holds is left out.
    private static final String MESSAGES = MESSAGE.replace("for update of seen\n", "for update of seen skip locked\n");

    private static final String NOTE = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        ticket_id uuid, ticket_version bigint, chat_version bigint, owner_user_id text, event_id uuid,
                        traceparent text, request_id text, id uuid, message text, is_from_user boolean,
                        is_internal boolean, sender_id text, usual_name text, usual_email text, preview text,
                        claimant text, claimed_by jsonb, client_id text, is_by_email boolean, assigns boolean,
                        admin_roles text[], folded text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), locked as materialized (
                select told.*, seen.last_at
                from told
                join conversation as seen on seen.ticket_id = told.ticket_id
                where seen.ticket_version = told.ticket_version
                  and seen.chat_version is not distinct from told.chat_version
                  and seen.owner_user_id is not distinct from told.owner_user_id
                for update of seen
            ), stamped as materialized (
                select locked.*, greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
                from locked
            ), changed as (
                update conversation c
                set seq = c.seq + 1, revision = c.revision + 1, last_at = s.at
                from (
                    select stamped.*,
                           coalesce(known.name, usual_name,
                                    case when not is_from_user then coalesce(known.email, usual_email, 'Support') end)
                               as sender_name,
                           case when is_from_user then usual_email else coalesce(known.email, usual_email) end
                               as sender_email
                    from stamped
                    left join person as known on known.id = stamped.sender_id
                ) s
                where c.ticket_id = s.ticket_id
                  and c.seq < :most_messages
                returning s.*, c.seq,
                    case when s.chat_version is null then jsonb_build_object('conversation', conversation_state(c))
                         when s.ticket_version > 0
                             then jsonb_build_object('conversation', conversation_state(c), 'chat', chat_state(c))
                         else jsonb_build_object('conversation', chat_state(c)) end as about
            ), written as (
                insert into internal_note
                    (ticket_id, seq, id, message, sender_id, sender_name, sender_email, created_at, client_id)
                select ticket_id, seq, id, message, sender_id, sender_name, sender_email, at, client_id
                from changed
            ), announced as (
                insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                select 'support.messages.v1', changed.event_id,
                       case when changed.chat_version is null or changed.ticket_version > 0
                            then 'message.posted' else 'conversation.message-posted' end,
                       '/messaging-service', cast(changed.ticket_id as text), changed.at, changed.traceparent,
                       changed.request_id,
                       cast(changed.about || jsonb_build_object(
                           'message', jsonb_build_object(
                               'id', changed.id, 'seq', changed.seq, 'message', changed.message,
                               'is_from_user', changed.is_from_user, 'is_internal', changed.is_internal,
                               'sender_id', changed.sender_id, 'sender_name', changed.sender_name,
                               'sender_email', changed.sender_email, 'created_at', wire_time(changed.at))
                               || case when changed.client_id is null then '{}'
                                       else jsonb_build_object('client_id', changed.client_id) end,
                           'claimed_by', changed.claimed_by)
                           || case when changed.assigns then jsonb_build_object('assigned_by_reply', true)
                                   else '{}' end as text)
                from changed
                returning event_id, type, time, data
            )
            select event_id, announced.type, announced.time, announced.data, changed.sender_name as shown_name
            from announced
            join changed using (event_id)
            """;

    private Posting() {}

    /// A row of `told`: a message on its way into its ticket.
    record Entry(
            @JsonUnwrapped ExpectedVersion seen,
            UUID id,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderId,
            @Nullable String usualName,
            @Nullable String usualEmail,
            String preview,
            @Nullable String claimant,
            @Nullable Actor claimedBy,
            @Nullable String clientId,
            boolean isByEmail,
            boolean assigns,
            @Nullable Set<String> adminRoles,
            @Nullable String folded) {
        static Entry of(Conversation conversation, Draft draft) {
            return new Entry(
                    ExpectedVersion.of(conversation),
                    draft.id(),
                    draft.message(),
                    draft.isFromUser(),
                    draft.isInternal(),
                    draft.senderId(),
                    draft.senderName(),
                    draft.senderEmail(),
                    Preview.of(draft.message()),
                    draft.claimedBy() == null ? null : draft.claimedBy().id(),
                    draft.claimedBy(),
                    draft.clientId(),
                    draft.isByEmail(),
                    draft.assignedUnder() != null,
                    draft.assignedUnder(),
                    conversation.chatOrNull() == null || draft.isInternal() ? null : FoldedText.of(draft.message()));
        }
    }

    /// @param conversation as it was when the draft was decided on
    /// @return empty, with nothing written, when it has changed since, is full, or takes nothing from whoever has
    ///     only its email to show
    public static Optional<WrittenMessage> write(Statements statements, Conversation conversation, Draft draft) {
        Entry entry = Entry.of(conversation, draft);
        return run(statements, draft.isInternal() ? NOTE : MESSAGE, List.of(entry)).values().stream()
                .findFirst();
    }

    /// Messages of several tickets, one of each, and no notes. Waits for nobody: a ticket that somebody else holds is
    /// left out.
    ///
    /// @return by the event's id; nothing is written where there is none
    static Map<UUID, WrittenMessage> writeTogether(Statements statements, List<Entry> entries) {
        return run(statements, MESSAGES, entries);
    }

    private static Map<UUID, WrittenMessage> run(Statements statements, String sql, List<Entry> entries) {
        Map<UUID, ExpectedVersion> seen = entries.stream()
                .map(Entry::seen)
                .collect(Collectors.toMap(ExpectedVersion::eventId, Function.identity()));
        Map<UUID, WrittenMessage> written = new HashMap<>();
        statements
                .query(sql, params(entries), row -> {
                    ExpectedVersion about = Objects.requireNonNull(seen.get(row.uuid("event_id")));
                    return WrittenMessage.of(OutboxEvent.read(row, about, SupportEvent.class));
                })
                .forEach(announced -> written.put(announced.envelope().id(), announced));
        return written;
    }

    private static Map<String, Object> params(List<Entry> entries) {
        return Map.of(
                "told", JsonRows.of(entries), "most", JsonRows.most(), "most_messages", Conversation.MOST_MESSAGES);
    }
}
