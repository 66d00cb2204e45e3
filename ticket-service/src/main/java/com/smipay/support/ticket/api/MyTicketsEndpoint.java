package com.smipay.support.ticket.api;

import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.ticket.conversation.ListMyTickets;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/support/my-tickets` (`support-api.md` §2, `decisions.md` 13, 19).
public final class MyTicketsEndpoint {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    private final KnownCallers callers;
    private final ListMyTickets myTickets;

    public MyTicketsEndpoint(KnownCallers callers, ListMyTickets myTickets) {
        this.callers = callers;
        this.myTickets = myTickets;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        Caller caller = callers.required(req);
        QueryFields query = new QueryFields(req.query());
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        PageCursor after = cursor(query);
        query.check();
        Responses.ok(res, "Tickets fetched", MyTicketsAnswer.of(myTickets.page(caller, limit, after)));
    }

    private static @Nullable PageCursor cursor(QueryFields query) {
        String text = query.filled("cursor");
        if (text == null) {
            return null;
        }
        PageCursor cursor = PageCursor.decode(text).orElse(null);
        if (cursor == null) {
            query.reject("cursor", "cursor must be the next_cursor of an earlier page");
        }
        return cursor;
    }
}
