package com.smipay.support.ticket.conversation;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.ticket.store.MyTickets;
import org.jspecify.annotations.Nullable;

/// The tickets of an account, and those of nobody's yet with its proven address (`decisions.md` 13, 19). Safe for
/// all threads.
public final class ListMyTickets {
    private final Database database;

    public ListMyTickets(Database database) {
        this.database = database;
    }

    /// @param after the end of an earlier page; null for the first
    public MyTickets.Page page(Caller caller, int limit, @Nullable PageCursor after) {
        return MyTickets.page(database, caller.userId(), caller.ownershipEmail().orElse(null), limit, after);
    }
}
