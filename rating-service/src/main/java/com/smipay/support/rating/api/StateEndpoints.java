package com.smipay.support.rating.api;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.compare.StatePages;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.rating.store.Ratings;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// `GET /internal/ratings/states` and `/internal/ratings/{id}`: what the others compare their copies of ratings with,
/// and how they build one that they lack (ADR 0055).
public final class StateEndpoints {
    private final Database database;

    public StateEndpoints(Database database) {
        this.database = database;
    }

    /// The pages first: the other path takes any word.
    public void mount(Endpoints endpoints) {
        endpoints
                .get(
                        "/internal/ratings/states",
                        new StatePages(database, (after, most) -> Ratings.page(database, after, most)))
                .get("/internal/ratings/{id}", this::rating);
    }

    /// A list of one event, like one told.
    private void rating(ServerRequest req, ServerResponse res) {
        List<EventEnvelope> found = Uuids.parse(req.path().pathParameters().get("id"))
                .map(id -> Ratings.find(database, List.of(id)))
                .orElse(List.of());
        if (found.isEmpty()) {
            throw Problem.unknownPath();
        }
        Responses.sendJson(res, Status.OK_200, EventList.encode(found));
    }
}
