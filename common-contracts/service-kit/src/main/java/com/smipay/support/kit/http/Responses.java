package com.smipay.support.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.contracts.json.Json;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// Writes answers: always JSON, always one of the two shapes.
public final class Responses {
    /// Answers are about people: no cache keeps one.
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private static final HeaderName REPLAYED = HeaderNames.create(Headers.IDEMPOTENT_REPLAYED);

    private Responses() {}

    public static void ok(ServerResponse res, String message, Object data) {
        send(res, Status.OK_200, Envelope.of(message, data));
    }

    public static void created(ServerResponse res, String message, Object data) {
        send(res, Status.CREATED_201, Envelope.of(message, data));
    }

    public static void send(ServerResponse res, Status status, Object body) {
        sendJson(res, status, bytes(body));
    }

    /// Sends JSON that is ready, for example a remembered answer.
    public static void sendJson(ServerResponse res, Status status, byte[] json) {
        res.status(status);
        res.header(HeaderValues.CONTENT_TYPE_JSON);
        res.header(NO_STORE);
        res.send(json);
    }

    /// The first answer once more (`decisions.md` 8).
    public static void replay(ServerResponse res, Status status, String json) {
        res.header(REPLAYED, "true");
        sendJson(res, status, json.getBytes(StandardCharsets.UTF_8));
    }

    public static void refuse(ServerResponse res, Problem problem) {
        problem.fields().forEach((name, value) -> res.header(HeaderNames.create(name), value));
        send(res, problem.status(), problem.body());
    }

    /// Our records always have JSON.
    public static byte[] bytes(Object body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer that JSON can't carry: " + body.getClass(), e);
        }
    }
}
