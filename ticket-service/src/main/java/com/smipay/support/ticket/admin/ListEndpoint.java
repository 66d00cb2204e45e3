package com.smipay.support.ticket.admin;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.ticket.http.KnownCallers;
import com.smipay.support.ticket.http.QueryFields;
import com.smipay.support.ticket.http.TicketRow;
import com.smipay.support.ticket.store.Analytics;
import com.smipay.support.ticket.store.TicketLists;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.ZoneId;
import java.util.List;

/// `GET /api/v1/unified-admin/support`: the filtered list, and figures about all tickets beside it.
public final class ListEndpoint {
    private final KnownCallers callers;
    private final Database database;
    private final ZoneId desk;

    /// @param desk whose days count
    public ListEndpoint(KnownCallers callers, Database database, ZoneId desk) {
        this.callers = callers;
        this.database = database;
        this.desk = desk;
    }

    record Answer(AnalyticsAnswer analytics, List<TicketRow> tickets, Meta meta) {}

    /// Of the filtered list.
    record Meta(long total, int page, int limit, long totalPages) {}

    public void handle(ServerRequest req, ServerResponse res) {
        callers.admin(req);
        ListRequest request = ListRequest.parse(new QueryFields(req.query()), desk);
        Analytics.Figures figures = Analytics.read(database, desk);
        TicketLists.Page page = TicketLists.page(
                database, request.filter(), request.order(), request.limit(), request.offset(), figures);
        long pages = (page.total() + request.limit() - 1) / request.limit();
        Responses.ok(
                res,
                "Tickets fetched",
                new Answer(
                        AnalyticsAnswer.of(figures),
                        page.tickets().stream().map(TicketRow::of).toList(),
                        new Meta(page.total(), request.page(), request.limit(), pages)));
    }
}
