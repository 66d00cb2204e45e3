package com.smipay.support.local.gateway;

import com.smipay.support.contracts.http.ApiError;
import com.smipay.support.contracts.json.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the gateway itself refuses, in the one error shape (`admin-api.md`, Errors).
record Refusal(ApiError body) {
    static final Refusal MALFORMED = of(StatusCodes.BAD_REQUEST, "VALIDATION_FAILED", "The request is malformed", null);

    static final Refusal UNKNOWN_PATH =
            of(StatusCodes.NOT_FOUND, "NOT_FOUND", "There is nothing at this address", null);

    static final Refusal TOO_LARGE = of(
            StatusCodes.REQUEST_ENTITY_TOO_LARGE, "PAYLOAD_TOO_LARGE", "The request body is larger than 64 KiB", null);

    static final Refusal TOO_LONG_ADDRESS =
            of(StatusCodes.REQUEST_URI_TOO_LARGE, "VALIDATION_FAILED", "The address of the request is too long", null);

    static final Refusal TOO_LARGE_HEADERS = of(
            StatusCodes.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "VALIDATION_FAILED",
            "The request headers are too large",
            null);

    static final Refusal UNAVAILABLE = of(
            StatusCodes.SERVICE_UNAVAILABLE,
            "UNAVAILABLE",
            "The service is temporarily unavailable, please try again",
            2L);

    static final HttpString REQUEST_ID = HttpString.tryFromString(com.smipay.support.contracts.http.Headers.REQUEST_ID);
    /// As the services take it over (`decisions.md` 9).
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private static Refusal of(int status, String code, String message, @Nullable Long retryAfter) {
        return new Refusal(new ApiError(false, status, StatusCodes.getReason(status), message, code, null, retryAfter));
    }

    void answer(HttpServerExchange exchange) {
        if (!exchange.isRequestComplete() && !RequestLimit.isWhole(exchange)) {
            // What is left of the request must not be taken for the next one.
            exchange.setPersistent(false);
        }
        exchange.setStatusCode(body.statusCode());
        exchange.setReasonPhrase(body.error());
        exchange.getResponseHeaders().clear();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        putRequestId(exchange);
        if (body.retryAfter() != null) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, body.retryAfter());
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(json()));
    }

    static void putRequestId(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(REQUEST_ID, requestId(exchange));
    }

    byte[] json() {
        return Json.mapper().valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String requestId(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(REQUEST_ID))
                .filter(id -> ACCEPTABLE_ID.matcher(id).matches())
                .orElseGet(Refusal::newRequestId);
    }

    static String newRequestId() {
        return UUID.randomUUID().toString();
    }
}
