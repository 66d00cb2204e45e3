package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Ticket;
import java.util.Optional;

/// IdempotentWrites a message that was decided on, with its event: in somebody's transaction, or by itself.
@FunctionalInterface
public interface MessageWriter {
    /// @param ticket as it was when the draft was decided on
    /// @return empty, with nothing written, when the ticket no longer takes what was decided on
    Optional<OutboxEvent<MessageEvent.Posted>> write(Ticket ticket, Draft draft);

    /// IdempotentWrites at once.
    static MessageWriter of(Statements statements) {
        return (ticket, draft) -> Posting.write(statements, ticket, draft);
    }
}
