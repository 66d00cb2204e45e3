package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.ConversationPage;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.store.Messages;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as its user reads it (`support-api.md` §3): found first, then read, so that the caller can bound what
/// is read at once in between. Safe for all threads.
public final class ReadConversation {
    private final ReadableConversations readable;
    private final Database database;

    public ReadConversation(ReadableConversations readable, Database database) {
        this.readable = readable;
        this.database = database;
    }

    /// @param number as the caller wrote it
    /// @return empty for an unknown ticket and for one that this visitor may not read
    /// @throws com.smipay.support.kit.failure.UnavailableException when the ticket service can't be asked
    public Optional<Conversation> find(String number, Visitor visitor) {
        return readable.find(number, visitor);
    }

    /// @param limit null for as much as there may be in one answer (`decisions.md` 56)
    /// @param before the id of a message; null for the newest page
    /// @return empty where `before` is no message that a user may see
    public Optional<ConversationPage> page(Conversation conversation, @Nullable Integer limit, @Nullable UUID before) {
        UUID id = conversation.id();
        Optional<Page> page = before == null
                ? Optional.of(Page.newest(conversation, limit))
                : Messages.place(database, id, before).map(place -> Page.before(place.seq(), limit));
        return page.map(wanted -> {
            List<MessageState> messages = Messages.page(database, id, wanted);
            return new ConversationPage(conversation, Messages.description(database, conversation, messages), messages);
        });
    }
}
