package com.smipay.support.ticket.conversation;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.ticket.domain.Cursor;
import com.smipay.support.ticket.http.KnownCallers;
import com.smipay.support.ticket.http.QueryFields;
import com.smipay.support.ticket.store.MyTickets;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/support/my-tickets` (`support-api.md` §2, `decisions.md` 13, 19).
public final class MyTicketsEndpoint {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    private final KnownCallers callers;
    private final Database database;

    public MyTicketsEndpoint(KnownCallers callers, Database database) {
        this.callers = callers;
        this.database = database;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        Caller caller = callers.required(req);
        QueryFields query = new QueryFields(req.query());
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        Cursor after = cursor(query);
        query.check();
        MyTickets.Page page = MyTickets.page(
                database, caller.userId(), caller.ownershipEmail().orElse(null), limit, after);
        Responses.ok(res, "Tickets fetched", MyTicketsAnswer.of(page));
    }

    private static @Nullable Cursor cursor(QueryFields query) {
        String text = query.filled("cursor");
        if (text == null) {
            return null;
        }
        Cursor cursor = Cursor.decode(text).orElse(null);
        if (cursor == null) {
            query.reject("cursor", "cursor must be the next_cursor of an earlier page");
        }
        return cursor;
    }
}
