package com.smipay.support.ticket.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.ticket.admin.ListTickets;
import com.smipay.support.ticket.store.TicketLists;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/unified-admin/support`: the filtered list, and figures about all tickets beside it.
public final class ListEndpoint {
    private final KnownCallers callers;
    private final ListTickets listTickets;

    public ListEndpoint(KnownCallers callers, ListTickets listTickets) {
        this.callers = callers;
        this.listTickets = listTickets;
    }

    record Answer(AnalyticsAnswer analytics, List<TicketRow> tickets, Meta meta) {}

    /// Of the filtered list.
    ///
    /// @param totalIsEstimate true where so many match that nobody counted them, else absent
    record Meta(
            long total,
            int page,
            int limit,
            long totalPages,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean totalIsEstimate) {}

    public void handle(ServerRequest req, ServerResponse res) {
        callers.admin(req);
        ListRequest request = ListRequest.parse(new QueryFields(req.query()), listTickets.desk());
        ListTickets.Listed listed =
                listTickets.list(request.filter(), request.order(), request.limit(), request.offset());
        TicketLists.Page page = listed.page();
        long pages = (page.total() + request.limit() - 1) / request.limit();
        Responses.ok(
                res,
                "Tickets fetched",
                new Answer(
                        AnalyticsAnswer.of(listed.figures()),
                        page.tickets().stream().map(TicketRow::of).toList(),
                        new Meta(
                                page.total(),
                                request.page(),
                                request.limit(),
                                pages,
                                page.isEstimate() ? true : null)));
    }
}
