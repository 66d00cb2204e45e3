package com.smipay.support.messaging.inbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.store.ChatFigures;
import com.smipay.support.messaging.store.ChatFilter;
import com.smipay.support.messaging.store.ChatLists;
import com.smipay.support.messaging.store.ChatOrder;
import java.time.ZoneId;

/// The agents' list of chats, with figures about all of them. Safe for all threads.
public final class ListChats {
    private final Database database;
    private final ZoneId desk;

    /// @param desk whose days the list's dates are of
    public ListChats(Database database, ZoneId desk) {
        this.database = database;
        this.desk = desk;
    }

    /// @param figures of all chats, whatever the filter
    public record Listed(ChatFigures figures, ChatLists.Page page) {}

    public ZoneId desk() {
        return desk;
    }

    /// @param offset chats before the page
    public Listed list(ChatFilter filter, ChatOrder order, int limit, long offset) {
        ChatFigures figures = ChatFigures.read(database);
        return new Listed(figures, ChatLists.page(database, filter, order, limit, offset, figures));
    }
}
