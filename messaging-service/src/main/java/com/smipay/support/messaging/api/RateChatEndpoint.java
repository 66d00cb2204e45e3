package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.chat.RateChat;
import com.smipay.support.messaging.chat.RateChat.Rated;
import com.smipay.support.messaging.chat.RateChat.Rating;
import com.smipay.support.messaging.domain.Person;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/support/conversations/{id}/rate` (`live-chat-api.md`, User side).
public final class RateChatEndpoint {
    private static final String RATING = "rating";
    private static final int MAX_FEEDBACK = 2000;

    private final UserCalls callers;
    private final RateChat rateChat;

    public RateChatEndpoint(UserCalls callers, RateChat rateChat) {
        this.callers = callers;
        this.rateChat = rateChat;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(ConversationPaths.OF_USER + "/{id}/rate", this::rate);
    }

    private void rate(ServerRequest req, ServerResponse res) {
        Caller caller = callers.required(req);
        JsonBody body = JsonBody.required(req);
        Rating rating = parse(body.object());
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req,
                Optional.of(caller),
                SecurityHeadersGuard.deviceId(req),
                body.bytes().array());
        rateChat.rate(
                        req.path().pathParameters().get("id"),
                        rating,
                        Person.of(caller).asUser(),
                        new IdempotentRequest<>(key, Status.CREATED_201.code(), RateChatEndpoint::answer))
                .send(res, Status.CREATED_201, RateChatEndpoint::answer, ConversationProblems::of);
    }

    private static Rating parse(ObjectNode body) {
        Fields fields = new Fields(body);
        JsonNode rating = fields.node(RATING);
        if (!isInRange(rating)) {
            fields.reject(RATING, "RATING_OUT_OF_RANGE", "Rating must be between 1 and 5");
        }
        String feedback = fields.optionalText("feedback", 0, MAX_FEEDBACK);
        fields.check();
        return new Rating(rating == null ? 0 : rating.intValue(), feedback);
    }

    /// JSON has one kind of number, and many clients print 4 as 4.0: the value counts, not its spelling.
    private static boolean isInRange(@Nullable JsonNode node) {
        return node != null
                && node.isNumber()
                && node.canConvertToExactIntegral()
                && node.canConvertToInt()
                && node.intValue() >= 1
                && node.intValue() <= 5;
    }

    private static Object answer(Rated rated) {
        return Envelope.of("Rating submitted", rated);
    }
}
