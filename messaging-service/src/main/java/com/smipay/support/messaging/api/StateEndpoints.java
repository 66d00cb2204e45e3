package com.smipay.support.messaging.api;

import com.smipay.support.kit.compare.StatePages;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.store.ConversationStates;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// `GET /internal/conversations/states` and `/internal/conversations/{id}/state`: what the ticket service compares its
/// copy of conversations with, and how it builds one that it lacks (ADR 0055).
public final class StateEndpoints {
    private final Database database;

    public StateEndpoints(Database database) {
        this.database = database;
    }

    /// Before what takes any id there.
    public void mount(Endpoints endpoints) {
        endpoints
                .get(
                        "/internal/conversations/states",
                        new StatePages(database, (after, most) -> ConversationStates.page(database, after, most)))
                .get("/internal/conversations/{id}/state", this::state);
    }

    /// A list of one event, like one told.
    private void state(ServerRequest req, ServerResponse res) {
        String id = req.path().pathParameters().get("id");
        Responses.sendJson(
                res,
                Status.OK_200,
                EventList.encode(List.of(Uuids.parse(id)
                        .flatMap(parsed -> ConversationStates.find(database, parsed))
                        .orElseThrow(() -> MessagingProblems.unknownTicket(id)))));
    }
}
