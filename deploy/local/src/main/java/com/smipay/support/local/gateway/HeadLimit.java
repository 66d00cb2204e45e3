package com.smipay.support.local.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;

/// Refuses a request whose head is over the bounds of the services, in their words: an upgrade with the cookies of a
/// whole domain is as welcome as a REST call, and what is too much for one is too much for all.
final class HeadLimit implements HttpHandler {
    /// Of all header fields together.
    static final int HEADERS = 32 * 1024;

    /// Of path and query.
    static final int TARGET = 8 * 1024;

    /// Of a field besides its name and value: a colon, a blank, a line end.
    private static final int FRAME = 4;

    private final HttpHandler next;

    HeadLimit(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.getRequestURI().length() + exchange.getQueryString().length() > TARGET) {
            Refusal.TOO_LONG_ADDRESS.answer(exchange);
        } else if (length(exchange) > HEADERS) {
            Refusal.TOO_LARGE_HEADERS.answer(exchange);
        } else {
            next.handleRequest(exchange);
        }
    }

    private static long length(HttpServerExchange exchange) {
        long length = 0;
        for (HeaderValues field : exchange.getRequestHeaders()) {
            for (String value : field) {
                length += field.getHeaderName().length() + value.length() + FRAME;
            }
        }
        return length;
    }
}
