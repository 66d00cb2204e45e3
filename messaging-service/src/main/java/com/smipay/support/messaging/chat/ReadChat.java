package com.smipay.support.messaging.chat;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.store.Messages;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat as its user reads it: found first, then read, so that the caller can bound what is read at once in between.
/// Safe for all threads.
public final class ReadChat {
    private final ReadableChats readable;
    private final Database database;

    public ReadChat(ReadableChats readable, Database database) {
        this.readable = readable;
        this.database = database;
    }

    /// @param id as the caller wrote it
    /// @return empty for an unknown chat and for one that this visitor may not read
    public Optional<Conversation> find(String id, Visitor visitor) {
        return readable.find(id, visitor);
    }

    /// @param limit null for as much as there may be in one answer (`decisions.md` 56)
    /// @param before the id of a message; null for the newest page
    /// @return oldest first; empty where `before` is no message that a user may see
    public Optional<List<MessageState>> page(
            Conversation conversation, @Nullable Integer limit, @Nullable UUID before) {
        Optional<Page> page = before == null
                ? Optional.of(Page.newest(conversation, limit))
                : Messages.place(database, conversation.id(), before).map(place -> Page.before(place.seq(), limit));
        return page.map(wanted -> Messages.page(database, conversation.id(), wanted));
    }
}
