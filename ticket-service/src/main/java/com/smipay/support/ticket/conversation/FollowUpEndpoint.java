package com.smipay.support.ticket.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.ticket.conversation.FollowUp.Result;
import com.smipay.support.ticket.domain.TicketReference;
import com.smipay.support.ticket.http.TicketProblems;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `POST /api/v1/support/request-support` with a `ticket_number` (`decisions.md` 16).
public final class FollowUpEndpoint {
    private static final HeaderName RETRY_AFTER = HeaderNames.create(Headers.RETRY_AFTER);

    private final FollowUp followUp;
    private final IdempotentExecutor once;

    /// @param once of this service: a key counts for openings and follow-ups alike (`decisions.md` 55)
    public FollowUpEndpoint(FollowUp followUp, IdempotentExecutor once) {
        this.followUp = followUp;
        this.once = once;
    }

    /// @param body with a `ticket_number`
    public void handle(ServerRequest req, ServerResponse res, Optional<Caller> caller, JsonBody body) {
        FollowUpRequest request = FollowUpRequest.parse(body.object());
        String deviceId = SecurityHeadersGuard.deviceId(req);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, caller, deviceId, body.bytes().array());
        if (!(TicketReference.parse(request.ticketNumber()).orElse(null)
                instanceof TicketReference.ByNumber reference)) {
            throw TicketProblems.unknownTicket(request.ticketNumber());
        }
        MessageCall call =
                MessageCall.of(request, caller, deviceId, key, req.path().path());
        boolean reserved = key.map(once::reserve).orElse(false);
        Result result = followUp.post(reference.number(), call);
        if (reserved && result instanceof Result.Refused refused && refused.isFinal()) {
            key.ifPresent(once::release);
        }
        switch (result) {
            case Result.Accepted accepted -> {
                if (accepted.replayed()) {
                    Responses.replay(res, Status.CREATED_201, new String(accepted.answer(), StandardCharsets.UTF_8));
                } else {
                    Responses.sendJson(res, Status.CREATED_201, accepted.answer());
                }
            }
            case Result.Refused refused -> refuse(res, refused, request.ticketNumber());
        }
    }

    private static void refuse(ServerResponse res, Result.Refused refused, String number) {
        JsonNode retryAfter = refused.body().path("retry_after");
        if (refused.body().path("code").asText().equals("TICKET_NOT_FOUND")) {
            // In the caller's own spelling.
            throw TicketProblems.unknownTicket(number);
        }
        if (retryAfter.isIntegralNumber()) {
            res.header(RETRY_AFTER, retryAfter.asText());
        }
        Responses.send(res, Status.create(refused.status()), refused.body());
    }
}
