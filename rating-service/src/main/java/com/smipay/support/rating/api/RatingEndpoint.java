package com.smipay.support.rating.api;

import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.rating.domain.Rating;
import com.smipay.support.rating.feedback.RateTicket;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/support/ticket/{ticketNumber}/rate` (`support-api.md` §5).
public final class RatingEndpoint {
    private static final String PATH = "/api/v1/support/ticket/{ticketNumber}/rate";
    private static final String THANKS = "Thank you for your feedback";

    private final Callers callers;
    private final RateTicket rateTicket;

    public RatingEndpoint(Callers callers, RateTicket rateTicket) {
        this.callers = callers;
        this.rateTicket = rateTicket;
    }

    void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::rate);
    }

    private void rate(ServerRequest req, ServerResponse res) {
        Caller caller = callers.required(req);
        JsonBody body = JsonBody.required(req);
        Rating rating = RatingRequest.parse(body.object());
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req,
                Optional.of(caller),
                SecurityHeadersGuard.deviceId(req),
                body.bytes().array());
        String ticket = req.path().pathParameters().get("ticketNumber");
        rateTicket
                .rate(
                        TicketReference.parse(ticket),
                        rating,
                        caller,
                        new IdempotentRequest<>(key, Status.CREATED_201.code(), RatingEndpoint::answer))
                .send(res, Status.CREATED_201, RatingEndpoint::answer, reason -> RatingProblems.of(reason, ticket));
    }

    private static Object answer(RatingEvent.Rated rated) {
        return Envelope.of(
                THANKS, new Answer(rated.ticketNumber(), rated.rating(), rated.feedback(), rated.createdAt()));
    }

    /// The answer's `data` (`decisions.md` 38).
    record Answer(String ticketNumber, int rating, @Nullable String feedback, Instant createdAt) {}
}
