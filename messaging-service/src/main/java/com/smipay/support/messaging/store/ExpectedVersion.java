package com.smipay.support.messaging.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.messaging.domain.Chat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Ticket;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as it was decided on, and the event of that decision: what every row of `told` begins with in a
/// statement that decides.
///
/// Each such statement begins alike: of the rows of `told`, a conversation in each, it keeps in `stamped` those which
/// are still the one that was decided on, under its lock, with `at`, the time of whatever is written now. The clock
/// is read after the lock, and what it says never lies before what the one who held the lock has written.
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
}
