package com.smipay.support.ticket.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.tell.SisterAnswer;
import com.smipay.support.kit.tell.SisterClient;
import com.smipay.support.ticket.domain.TicketReference;
import com.smipay.support.ticket.http.KnownCallers;
import com.smipay.support.ticket.http.TicketProblems;
import com.smipay.support.ticket.store.TicketDetails;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /api/v1/unified-admin/support/{id}`. The messages are messaging's; while it is away this is a 503
/// (`architecture.md`, Calls between services).
public final class DetailEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(DetailEndpoint.class);

    private final KnownCallers callers;
    private final Database database;
    private final SisterClient messaging;

    public DetailEndpoint(KnownCallers callers, Database database, SisterClient messaging) {
        this.callers = callers;
        this.database = database;
        this.messaging = messaging;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        callers.admin(req);
        String id = req.path().pathParameters().get("id");
        TicketReference reference = TicketReference.parse(id).orElseThrow(() -> TicketProblems.unknownTicket(id));
        TicketDetails.Detail detail =
                TicketDetails.find(database, reference).orElseThrow(() -> TicketProblems.unknownTicket(id));
        UUID ticketId = detail.ticket().id();
        JsonNode messages = messages(ticketId);
        Responses.ok(
                res, "Ticket fetched", TicketDetail.of(detail, TicketDetails.history(database, ticketId), messages));
    }

    private JsonNode messages(UUID id) {
        if (messaging.get("/internal/conversations/" + id) instanceof SisterAnswer.Answered answered
                && answered.isSuccess()) {
            JsonNode messages = read(answered).path("messages");
            if (messages.isArray()) {
                return messages;
            }
        }
        throw Problem.unavailable();
    }

    private static JsonNode read(SisterAnswer.Answered answered) {
        try {
            return Json.mapper().readTree(answered.body());
        } catch (IOException e) {
            LOG.error("Messaging answered {} with what is no JSON", answered.status());
            throw Problem.unavailable();
        }
    }
}
