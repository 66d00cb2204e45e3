package com.smipay.support.realtime.api;

import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Status;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/// Every HTTP answer but the two good ones, in the one error shape (`admin-api.md`, Errors). The connection ends
/// with it.
enum HttpRefusal {
    MALFORMED,
    NOT_A_SOCKET,
    FOREIGN_ORIGIN,
    NOT_FOUND,
    WRONG_METHOD,
    TOO_LARGE,
    TOO_LARGE_HEADERS,
    TOO_LONG_ADDRESS;

    private Problem problem() {
        return switch (this) {
            case MALFORMED -> Problem.malformed("The request is malformed");
            case NOT_A_SOCKET ->
                Problem.malformed("Connect with Socket.IO 4 over WebSocket only: transports ['websocket']");
            case FOREIGN_ORIGIN -> Problem.forbidden("This origin may not connect");
            case NOT_FOUND -> Problem.unknownPath();
            case WRONG_METHOD ->
                Problem.of(Status.METHOD_NOT_ALLOWED_405, "METHOD_NOT_ALLOWED", "This method is not allowed here");
            case TOO_LARGE ->
                Problem.of(Status.REQUEST_ENTITY_TOO_LARGE_413, "PAYLOAD_TOO_LARGE", "The request is too large");
            case TOO_LARGE_HEADERS ->
                Problem.of(
                        Status.create(431, "Request Header Fields Too Large"),
                        "VALIDATION_FAILED",
                        "The request headers are too large");
            case TOO_LONG_ADDRESS ->
                Problem.of(Status.REQUEST_URI_TOO_LONG_414, "VALIDATION_FAILED", "The address is too long");
        };
    }

    FullHttpResponse response() {
        Problem problem = problem();
        FullHttpResponse response = answer(
                HttpResponseStatus.valueOf(problem.status().code()),
                "application/json",
                Responses.bytes(problem.body()));
        if (this == WRONG_METHOD) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET");
        }
        return response;
    }

    static FullHttpResponse answer(HttpResponseStatus status, String type, byte[] body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }
}
