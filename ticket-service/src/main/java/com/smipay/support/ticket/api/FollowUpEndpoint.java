package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.conversation.FollowUp;
import com.smipay.support.ticket.conversation.FollowUp.Added;
import com.smipay.support.ticket.conversation.FollowUp.Sent;
import com.smipay.support.ticket.conversation.FollowUpMessage;
import com.smipay.support.ticket.conversation.MessageCall;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// `POST /api/v1/support/request-support` with a `ticket_number` (`decisions.md` 16).
public final class FollowUpEndpoint {
    private static final HeaderName RETRY_AFTER = HeaderNames.create(Headers.RETRY_AFTER);

    /// The ticket with a page of its messages, and the event that the message made.
    private static final int LARGEST = 1024 * 1024 + 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ADDED = "Message added to your ticket";

    private final FollowUp followUp;
    private final AnswerBudget budget;

    public FollowUpEndpoint(FollowUp followUp, AnswerBudget budget) {
        this.followUp = followUp;
        this.budget = budget;
    }

    private record Answer(ObjectNode ticket, String message) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each would only cost.
    private record Shown(byte[] json, boolean replayed) {}

    /// @param body with a `ticket_number`
    public void handle(ServerRequest req, ServerResponse res, Optional<Caller> caller, JsonBody body) {
        FollowUpMessage message = FollowUpRequest.parse(body.object());
        String deviceId = SecurityHeadersGuard.deviceId(req);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, caller, deviceId, body.bytes().array());
        if (!(TicketReference.parse(message.ticketNumber()).orElse(null)
                instanceof TicketReference.ByNumber reference)) {
            throw TicketProblems.unknownTicket(message.ticketNumber());
        }
        MessageCall call =
                MessageCall.of(message, caller, deviceId, key, req.path().path());
        // Before messaging is asked: its answer is held in whole.
        budget.<Runnable>within(LARGEST, PATIENCE, () -> switch (followUp.send(reference.number(), call, key)) {
                    case Sent.Accepted accepted -> {
                        Shown shown = shown(accepted);
                        yield () -> answer(res, shown);
                    }
                    case Sent.Refused refused -> () -> refuse(res, refused, message.ticketNumber());
                })
                .run();
    }

    private Shown shown(Sent.Accepted accepted) {
        Added added = followUp.takeOver(accepted);
        return new Shown(Responses.bytes(Envelope.of(ADDED, new Answer(added.ticket(), ADDED))), added.replayed());
    }

    private static void answer(ServerResponse res, Shown shown) {
        if (shown.replayed()) {
            Responses.replay(res, Status.CREATED_201, new String(shown.json(), StandardCharsets.UTF_8));
        } else {
            Responses.sendJson(res, Status.CREATED_201, shown.json());
        }
    }

    private static void refuse(ServerResponse res, Sent.Refused refused, String number) {
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
