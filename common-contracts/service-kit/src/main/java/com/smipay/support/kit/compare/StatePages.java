package com.smipay.support.kit.compare;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `?after=<id>&limit=500` on the internal listener: an owner's states, for the copies that compare themselves with
/// them (ADR 0055).
///
/// @param database the owner's
/// @param pages of ids behind one
public record StatePages(Database database, Pages pages) implements Handler {
    /// Where the states come from.
    @FunctionalInterface
    public interface Pages {
        StatePage page(UUID after, int most);
    }

    @Override
    public void handle(ServerRequest req, ServerResponse res) {
        QueryFields query = new QueryFields(req.query());
        UUID after = query.optionalUuid("after", "an id");
        Integer limit = query.optionalNumber("limit", 1, StatePage.MOST);
        query.check();
        StatePage page =
                pages.page(after == null ? StatePage.BEGINNING : after, limit == null ? StatePage.MOST : limit);
        Responses.sendJson(res, Status.OK_200, page.in(Epoch.of(database)).encode());
    }
}
