package com.smipay.support.ticket.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.ticket.conversation.ListMyTickets;
import com.smipay.support.ticket.store.MyTickets;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/support/my-tickets` (`support-api.md` §2, `decisions.md` 13, 19).
public final class MyTicketsEndpoint {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    /// A ticket on the page without its notes.
    private static final int ONE_TICKET = 2 * 1024;

    private final KnownCallers callers;
    private final ListMyTickets myTickets;
    private final AnswerBudget budget;

    public MyTicketsEndpoint(KnownCallers callers, ListMyTickets myTickets, AnswerBudget budget) {
        this.callers = callers;
        this.myTickets = myTickets;
        this.budget = budget;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        Caller caller = callers.required(req);
        QueryFields query = new QueryFields(req.query());
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        PageCursor after = cursor(query);
        query.check();
        MyTickets.Page page = myTickets.page(caller, limit, after);
        byte[] answer = budget.within(
                page.bytes() + (long) page.tickets().size() * ONE_TICKET,
                () -> Responses.bytes(Envelope.of("Tickets fetched", MyTicketsAnswer.of(page))));
        Responses.sendJson(res, Status.OK_200, answer);
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
