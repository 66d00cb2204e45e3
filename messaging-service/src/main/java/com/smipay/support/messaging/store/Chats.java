package com.smipay.support.messaging.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.text.FoldedText;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Begins chats: conversation, first message, history and event in one statement.
public final class Chats {
    /// The places of the ticket's facts hold what the version before takes for a settled ticket that nobody can name
    /// (migration V7).
    private static final String OPEN = """
            with given as materialized (
                select cast(:id as uuid) as ticket_id, cast(:event_id as uuid) as event_id,
                       cast(:traceparent as text) as traceparent, cast(:request_id as text) as request_id,
                       date_trunc('milliseconds', clock_timestamp()) as at
            ), named as materialized (
                select given.*,
                       coalesce(told.name, cast(:name as text),
                                nullif(concat_ws(' ', token.first_name, token.last_name), '')) as name,
                       coalesce(cast(:phone_number as text),
                                case when told.phone_number ~ '^[+][1-9][0-9]{1,14}$' then told.phone_number end) as phone
                from given
                left join person as told on told.id = cast(:user_id as text)
                left join token_person as token on token.id = cast(:user_id as text)
            ), opened as (
                insert into conversation as c (
                    ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name, guest_proof, subject,
                    support_type, status, priority, phone_number, ticket_created_at, ticket_updated_at, revision, seq, last_at,
                    visible_count, newest_id, newest_seq, newest_preview, newest_is_from_user, newest_at, chat_version,
                    chat_created_at, decided_at)
                select ticket_id, cast(ticket_id as text), 0, cast(:user_id as text), :email, name, cast(:guest_proof as text),
                       '', 'OTHER', 'closed', 'low', phone, at, at, 1, 1, at, 1, cast(:message_id as uuid), 1, :preview, true,
                       at, 1, at, at
                from named
                returning c.*, chat_state(c) as chat
            ), written as (
                insert into message
                    (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at, client_id)
                select ticket_id, 1, newest_id, :message, true, owner_user_id, owner_name, nullif(owner_email, ''), newest_at,
                       cast(:client_id as text)
                from opened
            ), listed as (
                insert into chat (conversation_id, status, owner_user_id, owner_email, created_at, last_message_at, updated_at)
                select ticket_id, 'active', owner_user_id, owner_email, newest_at, newest_at, newest_at from opened
            ), begun as (
                insert into chat_origin (conversation_id, device_metadata, ip_address, user_agent, contacts)
                select ticket_id, cast(:device_metadata as jsonb), cast(:ip_address as text), cast(:user_agent as text),
                       owner_email || E'\\x01' || coalesce(phone_number, '')
                from opened
            ), changed as (
                select opened.*, named.event_id, named.traceparent, named.request_id, named.at, cast(:folded as text) as folded
                from opened
                join named using (ticket_id)
            ), searched as (
                insert into chat_text (conversation_id, seq, text)
                select ticket_id, seq, folded from changed where folded is not null
            ), to_learn as (
                insert into chat_text_to_learn (conversation_id, seq)
                select ticket_id, seq from changed where folded is not null
            ), noted as (
                insert into chat_history (conversation_id, at, change, was, became, by_id)
                select ticket_id, at, 'opened', cast(null as text), 'active', owner_user_id from changed
            ), announced as (
                insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
                select 'support.messages.v1', changed.event_id, 'conversation.opened', '/messaging-service',
                       cast(changed.ticket_id as text), changed.at, changed.traceparent, changed.request_id,
                       cast(jsonb_build_object(
                           'conversation', changed.chat,
                           'message', jsonb_build_object(
                               'id', changed.newest_id, 'seq', 1, 'message', cast(:message as text),
                               'is_from_user', true, 'is_internal', false, 'sender_id', changed.owner_user_id,
                               'sender_name', changed.owner_name, 'sender_email', nullif(changed.owner_email, ''),
                               'created_at', wire_time(changed.at))
                               || case when cast(:client_id as text) is null then '{}'
                                       else jsonb_build_object('client_id', cast(:client_id as text)) end) as text)
                from changed
                returning event_id, type, time, data
            )
            select event_id, announced.type, announced.time, announced.data, changed.owner_name as shown_name
            from announced
            join changed using (event_id)
            """;

    private Chats() {}

    public static OutboxEvent<ConversationEvent.Opened> open(Statements statements, NewChat chat) {
        UUID eventId = UuidCreator.getTimeOrderedEpoch();
        Correlation correlation = Correlation.current();
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", chat.id());
        params.put("event_id", eventId);
        params.put("traceparent", correlation.traceparent());
        params.put("request_id", correlation.requestId());
        params.put("user_id", chat.owner().userId());
        params.put("email", chat.owner().email());
        params.put("name", chat.owner().name());
        params.put("guest_proof", chat.guestProof());
        params.put("phone_number", chat.phoneNumber());
        params.put("message_id", chat.messageId());
        params.put("message", chat.words().text());
        params.put("client_id", chat.words().clientId());
        params.put("preview", Preview.of(chat.words().text()));
        params.put("folded", FoldedText.of(chat.words().text()));
        params.put("device_metadata", chat.deviceMetadata());
        params.put("ip_address", chat.ipAddress());
        params.put("user_agent", chat.userAgent());
        ExpectedVersion opened = new ExpectedVersion(
                chat.id(), 0, null, null, eventId, correlation.traceparent(), correlation.requestId());
        return statements
                .queryOne(OPEN, params, row -> OutboxEvent.read(row, opened, ConversationEvent.Opened.class))
                .orElseThrow();
    }
}
