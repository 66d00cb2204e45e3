package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.telemetry.Correlation;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// The error shape for what the web server itself refuses, before or beside our routing.
public final class StatusProblems {
    /// The server knows no encoding of bodies, and says only that such a request is bad.
    private static final Status ENCODED = Status.UNSUPPORTED_MEDIA_TYPE_415;

    private static final HeaderName REQUEST_ID = HeaderNames.create(Headers.REQUEST_ID);

    private StatusProblems() {}

    static Problem of(Status status) {
        return switch (status.code()) {
            case 400 -> Problem.malformed("The request is malformed");
            case 401 -> Problem.unauthenticated("A valid bearer token is required");
            case 403 -> Problem.forbidden("This is not allowed");
            case 404 -> Problem.unknownPath();
            case 405 -> Problem.of(status, "METHOD_NOT_ALLOWED", "This method is not allowed here");
            case 413 -> Problem.of(status, "PAYLOAD_TOO_LARGE", "The request body is larger than 64 KiB");
            case 414 -> Problem.of(status, "VALIDATION_FAILED", "The address of the request is too long");
            case 415 ->
                Problem.of(status, "UNSUPPORTED_MEDIA_TYPE", "The request body must be application/json in UTF-8");
            case 431 -> Problem.of(status, "VALIDATION_FAILED", "The request headers are too large");
            case 503 -> Problem.unavailable();
            case 505 -> Problem.of(status, "VALIDATION_FAILED", "Requests must be HTTP/1.1");
            default ->
                status.code() < 500
                        ? Problem.of(status, "VALIDATION_FAILED", "The request can't be handled")
                        : Problem.of(
                                Status.INTERNAL_SERVER_ERROR_500,
                                "INTERNAL_ERROR",
                                "Something went wrong, please try again");
        };
    }

    /// For the listener: every kind of direct answer gets the error shape, the id of its request, and what lets a
    /// browser read it.
    ///
    /// @param unread told of every one
    /// @param heads knows the fields of a head that became no request
    public static DirectHandlers directHandlers(UnreadBody unread, RequestHeads heads, CrossOrigin crossOrigin) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectHandler json = (request, type, status, headers, message) -> {
            Problem problem = of(RequestFraming.isEncoded(request.headers()) ? ENCODED : status);
            unread.note(request, status);
            io.helidon.http.Headers fields = request.headers().size() > 0 ? request.headers() : heads.seen();
            DirectHandler.TransportResponse.Builder answer = DirectHandler.TransportResponse.builder()
                    .status(problem.status())
                    .headers(headers)
                    .header(HeaderValues.CONTENT_TYPE_JSON)
                    .header(REQUEST_ID, requestId(fields))
                    .entity(Responses.bytes(problem.body()));
            crossOrigin
                    .answer(fields.first(HeaderNames.ORIGIN).orElse(null))
                    .forEach((name, value) -> answer.header(HeaderNames.create(name), value));
            problem.fields().forEach((name, value) -> answer.header(HeaderNames.create(name), value));
            return answer.build();
        };
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, json);
        }
        return handlers.build();
    }

    static String requestId(io.helidon.http.Headers fields) {
        return Correlation.of(fields.first(REQUEST_ID).orElse(null), null).requestId();
    }
}
