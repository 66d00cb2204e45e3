package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.opening.OpenForCaller;
import com.smipay.support.ticket.opening.SupportRequest;
import com.smipay.support.ticket.store.TicketView;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/unified-admin/support`: an agent opens a ticket for somebody who calls (`decisions.md` 68).
public final class OpenForCallerEndpoint {
    private static final int MAX_ID = 255;

    private final KnownCallers callers;
    private final OpenForCaller openForCaller;

    public OpenForCallerEndpoint(KnownCallers callers, OpenForCaller openForCaller) {
        this.callers = callers;
        this.openForCaller = openForCaller;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        Caller admin = callers.admin(req);
        JsonBody body = JsonBody.required(req);
        SupportRequest request = SupportRequestBody.parse(body.object());
        String userId = userId(body.object());
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, Optional.of(admin), "", body.bytes().array());
        switch (openForCaller.open(
                request,
                userId,
                admin,
                new IdempotentRequest<>(key, Status.CREATED_201.code(), OpenForCallerEndpoint::answer))) {
            case Outcome.Executed<TicketView, Refusal> executed -> {
                res.header(HeaderNames.LOCATION, address(executed.value().id()));
                Responses.send(res, Status.CREATED_201, answer(executed.value()));
            }
            case Outcome.Replayed<TicketView, Refusal> replayed -> {
                res.header(HeaderNames.LOCATION, address(OpenedAnswer.rowId(replayed.body())));
                Responses.replay(res, Status.create(replayed.status()), replayed.body());
            }
            case Outcome.Refused<TicketView, Refusal> refused -> throw TicketProblems.ofOpening(refused.reason());
        }
    }

    /// Where an admin reads the ticket.
    private static String address(UUID id) {
        return "/api/v1/unified-admin/support/" + id;
    }

    private static Object answer(TicketView ticket) {
        return Envelope.of("Ticket created", TicketRow.of(ticket));
    }

    private static @Nullable String userId(ObjectNode body) {
        Fields fields = new Fields(body);
        String id = fields.optionalId("user_id", MAX_ID);
        fields.check();
        return id;
    }
}
