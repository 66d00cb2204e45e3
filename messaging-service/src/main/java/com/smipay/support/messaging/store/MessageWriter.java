package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import java.util.Optional;
import java.util.UUID;

/// Writes a message that was decided on, with its event: in somebody's transaction, or by itself.
public interface MessageWriter {
    /// @param conversation as it was when the draft was decided on
    /// @return empty, with nothing written, when the ticket no longer takes what was decided on
    Optional<WrittenMessage> write(Conversation conversation, Draft draft);

    /// The conversation as it is now, to be decided on once more.
    Optional<Conversation> find(UUID ticketId);

    /// Writes at once.
    static MessageWriter of(Statements statements) {
        return new MessageWriter() {
            @Override
            public Optional<WrittenMessage> write(Conversation conversation, Draft draft) {
                return Posting.write(statements, conversation, draft);
            }

            @Override
            public Optional<Conversation> find(UUID ticketId) {
                return Conversations.findById(statements, ticketId);
            }
        };
    }
}
