package com.smipay.support.ticket.admin;

import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.store.Analytics;
import com.smipay.support.ticket.store.TicketFilter;
import com.smipay.support.ticket.store.TicketLists;
import com.smipay.support.ticket.store.TicketOrder;
import java.time.ZoneId;

/// The filtered list of tickets, and figures about all of them beside it. Safe for all threads.
public final class ListTickets {
    private final Database database;
    private final ZoneId desk;

    /// @param desk whose days count
    public ListTickets(Database database, ZoneId desk) {
        this.database = database;
        this.desk = desk;
    }

    /// @param page of those that the filter lets through
    public record Listed(Analytics.Figures figures, TicketLists.Page page) {}

    /// Whose time it is where a date does not say.
    public ZoneId desk() {
        return desk;
    }

    public Listed list(TicketFilter filter, TicketOrder order, int limit, long offset) {
        Analytics.Figures figures = Analytics.read(database, desk);
        return new Listed(figures, TicketLists.page(database, filter, order, limit, offset, figures));
    }
}
