package com.smipay.support.messaging.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.messaging.domain.Chat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Ticket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as it was decided on, and the event of that decision: what every row of a statement that decides
/// begins
/// with.
///
/// @param ticketVersion the ticket's status and everything else of the ticket service's stand under it; 0 while there
/// is none
/// @param chatVersion likewise what was decided about a chat; null for what is none
/// @param ownerUserId whom it belongs to, which can change without a version, by a claim
/// @param eventId a new one
record ExpectedVersion(
        UUID ticketId,
        long ticketVersion,
        @Nullable Long chatVersion,
        @Nullable String ownerUserId,
        UUID eventId,
        String traceparent,
        String requestId) {
    private static final String COLUMNS = """
            ticket_id uuid, ticket_version bigint, chat_version bigint, owner_user_id text, event_id uuid, traceparent text, request_id text""";

    static ExpectedVersion of(Conversation conversation) {
        Ticket ticket = conversation.ticketOrNull();
        Chat chat = conversation.chatOrNull();
        Correlation correlation = Correlation.current();
        return new ExpectedVersion(
                conversation.id(),
                ticket == null ? 0 : ticket.version(),
                chat == null ? null : chat.version(),
                conversation.owner().userId(),
                UuidCreator.getTimeOrderedEpoch(),
                correlation.traceparent(),
                correlation.requestId());
    }

    /// The start of every statement that decides. It gives `stamped`: of the rows in `told`, a conversation in each,
    /// those
    /// which are still the one that was decided on, under its lock, with `at`, the time of whatever is written
    /// now. The clock is read after the lock, and what it says never lies before what the one who held the lock has
    /// written.
    ///
    /// @param columns of the rows behind these, each with a comma before it
    /// @param others what becomes of a ticket that somebody else holds: empty to wait for it, or `skip locked`
    static String lock(String columns, String others) {
        return "with " + JsonRows.expression("told", COLUMNS + columns)
                + """
                , locked as materialized (
                    select told.*, seen.last_at
                    from told
                    join conversation as seen on seen.ticket_id = told.ticket_id
                    where seen.ticket_version = told.ticket_version
                      and seen.chat_version is not distinct from told.chat_version
                      and seen.owner_user_id is not distinct from told.owner_user_id
                    for update of seen %s
                ), stamped as materialized (
                    select locked.*, greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
                    from locked
                )
                """.formatted(others).stripTrailing();
    }
}
