package com.smipay.support.realtime.api;

import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.telemetry.Correlation;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/// The answers to whatever is no upgrade: each with its request's id, and readable for the pages that the services
/// trust (`decisions.md` 9, 47). The connection ends with them. Safe for all threads.
record PlainAnswers(CrossOrigin crossOrigin) {
    void send(ChannelOutboundInvoker channel, HttpHeaders asked, FullHttpResponse answer) {
        crossOrigin.answer(asked.get(HttpHeaderNames.ORIGIN)).forEach((name, value) -> {
            if (!answer.headers().contains(name)) {
                answer.headers().set(name, value);
            }
        });
        answer.headers()
                .set(
                        Headers.REQUEST_ID,
                        Correlation.of(asked.get(Headers.REQUEST_ID), null).requestId());
        channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /// Empty where this is no preflight of an origin that is trusted.
    Optional<FullHttpResponse> preflight(HttpRequest request) {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin == null
                || !crossOrigin.allows(origin)
                || !request.method().equals(HttpMethod.OPTIONS)
                || !request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
            return Optional.empty();
        }
        FullHttpResponse answer = HttpRefusal.answer(HttpResponseStatus.NO_CONTENT, "text/plain", new byte[0]);
        answer.headers().remove(HttpHeaderNames.CONTENT_TYPE).remove(HttpHeaderNames.CONTENT_LENGTH);
        String wanted = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        crossOrigin
                .preflight(origin, wanted)
                .forEach((name, value) -> answer.headers().set(name, value));
        return Optional.of(answer);
    }
}
