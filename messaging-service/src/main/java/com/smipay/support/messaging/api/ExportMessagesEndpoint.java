package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.privacy.ExportPerson;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `GET /internal/conversations/{id}/export`: messages and notes of a conversation in pages (`after`, a place in it),
/// for whoever they are about (`privacy.md`).
public record ExportMessagesEndpoint(ExportPerson export) {
    public void mount(Endpoints endpoints) {
        endpoints.get("/internal/conversations/{id}/export", this::page);
    }

    private void page(ServerRequest req, ServerResponse res) {
        String id = req.path().pathParameters().get("id");
        QueryFields query = new QueryFields(req.query());
        Integer after = query.optionalNumber("after", 0, Integer.MAX_VALUE);
        query.check();
        Responses.send(
                res,
                Status.OK_200,
                export.messages(
                        Uuids.parse(id).orElseThrow(() -> MessagingProblems.unknownTicket(id)),
                        after == null ? 0 : after));
    }
}
