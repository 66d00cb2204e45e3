package com.smipay.support.local.gateway;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.Receiver.RequestToLargeException;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Refuses bodies over 64 KiB before they reach a service. The services refuse them too, but a service that answers and
/// hangs up in the middle of a body leaves a proxy with a broken connection instead of that answer.
final class BodyLimit implements HttpHandler {
    static final int LIMIT = 64 * 1024;

    private static final String CHUNKED = "chunked";

    private final HttpHandler next;
    private final HttpHandler unannounced;

    BodyLimit(HttpHandler next) {
        this.next = next;
        this.unannounced = new HttpContinueReadHandler(this::takeWhole);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (encodings != null && encodings.size() == 1 && CHUNKED.equalsIgnoreCase(encodings.getFirst())) {
            unannounced.handleRequest(exchange);
        } else if (encodings != null) {
            Refusal.MALFORMED.answer(exchange);
        } else if (exchange.getRequestContentLength() > LIMIT) {
            Refusal.TOO_LARGE.answer(exchange);
        } else {
            next.handleRequest(exchange);
        }
    }

    /// A body in chunks says nothing about its length: it is read to its end, and goes on with its length announced.
    private void takeWhole(HttpServerExchange exchange) {
        exchange.getRequestReceiver().setMaxBufferSize(LIMIT);
        exchange.getRequestReceiver().receiveFullBytes(this::passOn, BodyLimit::refuse);
    }

    private void passOn(HttpServerExchange exchange, byte[] body) {
        exchange.getRequestHeaders().remove(Headers.TRANSFER_ENCODING);
        exchange.getRequestHeaders().remove(Headers.EXPECT);
        exchange.getRequestHeaders().put(Headers.CONTENT_LENGTH, body.length);
        Connectors.ungetRequestBytes(
                exchange, new PooledByteBuffer[] {new ImmediatePooledByteBuffer(ByteBuffer.wrap(body))});
        Connectors.resetRequestChannel(exchange);
        exchange.dispatch(SameThreadExecutor.INSTANCE, next);
    }

    private static void refuse(HttpServerExchange exchange, IOException e) {
        // Else the rest of the body, on its way still, would be refused a second time.
        exchange.getRequestReceiver().pause();
        (e instanceof RequestToLargeException ? Refusal.TOO_LARGE : Refusal.MALFORMED).answer(exchange);
    }
}
