package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.compare.ComparedCopy;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.store.ConversationReplica;
import com.smipay.support.ticket.store.CopiedLines;
import java.util.Optional;
import java.util.UUID;

/// What tickets copy of their conversations, compared with what the messaging service has.
public record ComparedConversations(Database database, EventHandler handler) implements ComparedCopy {
    @Override
    public StatePage page(UUID after, int most) {
        return CopiedLines.conversations(database, after, most);
    }

    @Override
    public Optional<StateLine> line(UUID id) {
        return CopiedLines.conversation(database, id);
    }

    @Override
    public Optional<StateLine> owned(EventEnvelope state) {
        return conversation(state).map(StateLine::of);
    }

    @Override
    public void take(EventEnvelope state) {
        handler.apply(state);
        conversation(state).ifPresent(known -> ConversationReplica.takeAgain(database, known));
    }

    /// Every ticket has a conversation: the messaging service will ask for the ticket that it does not know, and begin
    /// it once more.
    @Override
    public void forget(UUID id) {}

    @Override
    public boolean hasPlaceFor(UUID id) {
        return CopiedLines.conversation(database, id).isPresent();
    }

    private static Optional<ConversationState> conversation(EventEnvelope state) {
        return EventCodec.decode(state, MessageEvent.class).map(MessageEvent::conversation);
    }
}
