package com.smipay.support.messaging.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.messaging.domain.Chat;
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
    private static final String TYPE =
            OutboxEvent.typeByTicket(EventType.MESSAGE_POSTED, EventType.CONVERSATION_MESSAGE_POSTED);

    private static final String DRAFT = """
            , id uuid, message text, is_from_user boolean, is_internal boolean, sender_id text, usual_name text,
            usual_email text, preview text, claimant text, claimed_by jsonb, client_id text, is_by_email boolean, assigns boolean,
            admin_roles text[], folded text""";

    /// With what the identity topic says of the sender, which wins (`decisions.md` 43, 49); a user's address is the
    /// contact email whoever they are. Somebody of support is always called something, as an assignee is
    /// (`decisions.md` 48).
    private static final String NAMED = """
            (
                select stamped.*,
                       coalesce(known.name, usual_name,
                                case when not is_from_user then coalesce(known.email, usual_email, 'Support') end)
                           as sender_name,
                       case when is_from_user then usual_email else coalesce(known.email, usual_email) end as sender_email
                from stamped
                left join person as known on known.id = stamped.sender_id
            )""";

    private static final String EVENT = OutboxEvent.insertOf(Topics.MESSAGES, TYPE, """
            changed.about || jsonb_build_object(
                'message', jsonb_build_object(
                    'id', changed.id, 'seq', changed.seq, 'message', changed.message,
                    'is_from_user', changed.is_from_user, 'is_internal', changed.is_internal,
                    'sender_id', changed.sender_id, 'sender_name', changed.sender_name,
                    'sender_email', changed.sender_email, 'created_at', wire_time(changed.at))
                    || case when changed.client_id is null then '{}'
                            else jsonb_build_object('client_id', changed.client_id) end,
                'claimed_by', changed.claimed_by)
                || case when changed.assigns then jsonb_build_object('assigned_by_reply', true) else '{}' end
            """, "changed.sender_name");

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
                    guest_proof = case when s.claimant is null then c.guest_proof end,
                    chat_version = c.chat_version + cast(s.assigns as integer),
                    assigned_to = case when s.assigns then s.sender_id else c.assigned_to end,
                    assigned_name = case when s.assigns then coalesce(s.sender_name, s.sender_email, '%3$s')
                                         else c.assigned_name end,
                    assigned_at = case when s.assigns then s.at else c.assigned_at end,
                    decided_at = case when s.assigns then s.at else c.decided_at end
                from %1$s s
                where c.ticket_id = s.ticket_id
                  and c.seq < %2$d
                  and not (s.is_by_email and exists (
                      select from email_guess g
                      where g.ticket_number = upper(c.ticket_number) and g.refused_until > clock_timestamp()))
                  and case when s.assigns then holds_agent(s.sender_id, s.admin_roles) else true end
                returning s.*, c.seq, %4$s
            ), written as (
                insert into message (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email,
                                     created_at, client_id)
                select ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, at, client_id
                from changed
            )%5$s""".formatted(
                            NAMED,
                            Conversation.MOST_MESSAGES,
                            Chat.NAMELESS_AGENT,
                            OutboxEvent.ABOUT,
                            ChatHistory.OF_MESSAGES + ChatTexts.OF_CHANGED)
            + EVENT;

    private static final String MESSAGE = ExpectedVersion.lock(DRAFT, "") + POST;
    private static final String MESSAGES = ExpectedVersion.lock(DRAFT, "skip locked") + POST;

    private static final String NOTE = ExpectedVersion.lock(DRAFT, "")
            + """
            , changed as (
                update conversation c
                set seq = c.seq + 1, revision = c.revision + 1, last_at = s.at
                from %1$s s
                where c.ticket_id = s.ticket_id and c.seq < %2$d
                returning s.*, c.seq, %3$s
            ), written as (
                insert into internal_note
                    (ticket_id, seq, id, message, sender_id, sender_name, sender_email, created_at, client_id)
                select ticket_id, seq, id, message, sender_id, sender_name, sender_email, at, client_id
                from changed
            )""".formatted(NAMED, Conversation.MOST_MESSAGES, OutboxEvent.ABOUT)
            + EVENT;

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
    /// @return empty, with nothing written, when it has changed since, is full, or takes nothing from whoever
    /// has
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
                .query(sql, Map.of("told", JsonRows.of(entries), "most", JsonRows.most()), row -> {
                    ExpectedVersion about = Objects.requireNonNull(seen.get(row.uuid("event_id")));
                    return WrittenMessage.of(OutboxEvent.read(row, about, SupportEvent.class));
                })
                .forEach(announced -> written.put(announced.envelope().id(), announced));
        return written;
    }
}
