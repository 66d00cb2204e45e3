package com.smipay.support.ticket.api;

import com.smipay.support.kit.http.PageMeta;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.ticket.admin.ListTickets;
import com.smipay.support.ticket.store.TicketLists;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// `GET /api/v1/unified-admin/support`: the filtered list, and figures about all tickets beside it.
public final class ListEndpoint {
    private final KnownCallers callers;
    private final ListTickets listTickets;

    public ListEndpoint(KnownCallers callers, ListTickets listTickets) {
        this.callers = callers;
        this.listTickets = listTickets;
    }

    record Answer(AnalyticsAnswer analytics, List<TicketRow> tickets, PageMeta meta) {}

    public void handle(ServerRequest req, ServerResponse res) {
        callers.admin(req);
        ListRequest request = ListRequest.parse(new QueryFields(req.query()), listTickets.desk());
        ListTickets.Listed listed =
                listTickets.list(request.filter(), request.order(), request.limit(), request.offset());
        TicketLists.Page page = listed.page();
        Responses.ok(
                res,
                "Tickets fetched",
                new Answer(
                        AnalyticsAnswer.of(listed.figures()),
                        page.tickets().stream().map(TicketRow::of).toList(),
                        PageMeta.of(page.total(), page.isEstimate(), request.page(), request.limit())));
    }
}
