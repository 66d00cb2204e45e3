package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.AdminMessages;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as admins read it, with its notes: found first, then read, so that the caller can bound what is
/// read at once in between. Safe for all threads.
public final class ReadForAdmin {
    private final KnownConversations known;
    private final Database database;

    public ReadForAdmin(KnownConversations known, Database database) {
        this.known = known;
        this.database = database;
    }

    /// @param ticket empty for what can name no ticket
    /// @throws com.smipay.support.kit.failure.UnavailableException when the ticket service can't be asked
    public Optional<Conversation> find(Optional<TicketReference> ticket) {
        return known.find(ticket);
    }

    /// @param limit null for as much as there may be in one answer (`decisions.md` 56)
    /// @param before the id of a message or a note; null for the newest page
    /// @return oldest first; empty where `before` is neither a message nor a note of this ticket
    public Optional<List<MessageState>> page(
            Conversation conversation, @Nullable Integer limit, @Nullable UUID before) {
        UUID id = conversation.id();
        if (before == null) {
            return Optional.of(AdminMessages.page(database, id, Page.newestWithNotes(conversation, limit)));
        }
        return AdminMessages.place(database, id, before).stream()
                .mapToObj(place -> AdminMessages.page(database, id, Page.before(place, limit)))
                .findFirst();
    }
}
