package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.testkit.TestDatabase;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A database of a test class's own, and what its tests do all the time.
final class StoreFixture implements AutoCloseable {
    final TestDatabase raw = MessagingDatabase.fresh();
    final Database database = MessagingDatabase.open(raw);

    Conversation opened(TicketState ticket) {
        TicketReplica.open(database, new TicketEvent.Opened(ticket, TicketStates.opening(ticket)));
        return find(ticket.id());
    }

    Conversation find(UUID id) {
        return Conversations.find(database, new TicketReference.ById(id)).orElseThrow();
    }

    MessageEvent.Posted post(UUID ticketId, Draft draft) {
        return OptimisticDecision.decide(
                        find(ticketId), seen -> Posting.write(database, seen, draft), () -> Optional.of(find(ticketId)))
                .map(StoreFixture::posted)
                .orElseThrow();
    }

    /// Of a ticket.
    static MessageEvent.Posted posted(WrittenMessage written) {
        return (MessageEvent.Posted) written.told().event();
    }

    static Draft fromUser(String text) {
        return fromUser(text, null);
    }

    static Draft fromUser(String text, @Nullable Actor claimedBy) {
        String userId = claimedBy == null ? null : claimedBy.id();
        return new Draft(
                UUID.randomUUID(), text, true, false, userId, "John Doe", TicketStates.EMAIL, claimedBy, null, false);
    }

    static Draft reply(String text) {
        return new Draft(UUID.randomUUID(), text, false, false, "a-1", "Ada Obi", "ada@smipay.com", null, null, false);
    }

    static Draft note(String text) {
        return new Draft(UUID.randomUUID(), text, false, true, "a-1", "Ada Obi", "ada@smipay.com", null, null, false);
    }

    @Override
    public void close() {
        database.close();
    }
}
