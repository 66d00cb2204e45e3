package com.smipay.support.messaging.inbox;

import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.store.AdminMessages;
import com.smipay.support.messaging.store.ChatDetails;
import com.smipay.support.messaging.store.ChatDetails.Change;
import com.smipay.support.messaging.store.ChatDetails.Detail;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chat with its notes, as agents read it: found first, then read, so that the caller can bound what is read at once
/// in between. Safe for all threads.
public final class ReadChatForAdmin {
    private final Database database;

    public ReadChatForAdmin(Database database) {
        this.database = database;
    }

    /// Empty for what is no chat.
    public Optional<Detail> find(UUID id) {
        return ChatDetails.find(database, id);
    }

    /// @param limit null for as much as there may be in one answer (`decisions.md` 56)
    /// @param before the id of a message or a note; null for the newest page
    /// @return oldest first; empty where `before` is neither a message nor a note of this chat
    public Optional<List<MessageState>> page(Detail detail, @Nullable Integer limit, @Nullable UUID before) {
        UUID id = detail.chat().id();
        int most = limit == null ? Page.MAX_LIMIT : limit;
        if (before == null) {
            return Optional.of(
                    AdminMessages.page(database, id, new Page(detail.chat().seq(), most)));
        }
        return AdminMessages.place(database, id, before).stream()
                .mapToObj(place -> AdminMessages.page(database, id, new Page(place - 1, most)))
                .findFirst();
    }

    /// Oldest first.
    public List<HandoverState> handovers(Detail detail) {
        return ChatDetails.handovers(database, detail.chat().id());
    }

    /// Oldest first.
    public List<Change> history(Detail detail) {
        return ChatDetails.history(database, detail.chat().id());
    }
}
