package com.smipay.support.messaging.inbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.store.OwnChats;
import org.jspecify.annotations.Nullable;

/// A user's own chats. Safe for all threads.
public final class ListOwnChats {
    private final Database database;
    private final SupportIdentity support;

    public ListOwnChats(Database database, SupportIdentity support) {
        this.database = database;
        this.support = support;
    }

    /// @param after null for the first page
    public OwnChats.Page page(Person person, int limit, @Nullable PageCursor after) {
        return OwnChats.page(database, person.userId(), person.ownershipEmail(), limit, after);
    }

    /// An agent's name as users see it (`decisions.md` 41).
    public @Nullable String shownToUsers(@Nullable String agentName) {
        return agentName == null || support.name() == null ? agentName : support.name();
    }
}
