package com.smipay.support.local.gateway;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.util.SameThreadExecutor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Refuses a request that is over the bounds of the services, in their words: a head with more than the cookies of a
/// whole domain, on an upgrade as on a REST call, and a body of more than 64 KiB. A service that answers and hangs up
/// in the middle of a body would leave a proxy with a broken connection instead of that answer.
///
/// It takes a body whole before it goes on: a client that sends it slowly keeps no service busy. One that is too large
/// is read to its end and dropped, up to a bound, before it is refused: a client that is cut off while it sends may
/// never see why.
final class RequestLimit implements HttpHandler {
    private static final int BODY = 64 * 1024;

    /// Larger than what an app sends by mistake. Who sends more is answered in the middle of it, and cut off.
    private static final int DROPPED = 256 * 1024 * 1024;

    /// Of all header fields together.
    private static final int HEADERS = 32 * 1024;

    /// Of path and query.
    private static final int TARGET = 8 * 1024;

    /// Of a field besides its name and value: a colon, a blank, a line end.
    private static final int FRAME = 4;

    private static final String CHUNKED = "chunked";
    private static final AttachmentKey<byte[]> WHOLE = AttachmentKey.create(byte[].class);

    private final HttpHandler next;
    private final HttpHandler whole;

    RequestLimit(HttpHandler next) {
        this.next = next;
        this.whole = new HttpContinueReadHandler(this::takeWhole);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (exchange.getRequestURI().length() + exchange.getQueryString().length() > TARGET) {
            Refusal.TOO_LONG_ADDRESS.answer(exchange);
        } else if (lengthOfHeaders(exchange) > HEADERS) {
            Refusal.TOO_LARGE_HEADERS.answer(exchange);
        } else if (encodings != null && encodings.size() == 1 && CHUNKED.equalsIgnoreCase(encodings.getFirst())) {
            whole.handleRequest(exchange);
        } else if (encodings != null) {
            Refusal.MALFORMED.answer(exchange);
        } else if (exchange.getRequestContentLength() <= 0) {
            next.handleRequest(exchange);
        } else if (exchange.getRequestContentLength() <= BODY) {
            whole.handleRequest(exchange);
        } else if (exchange.getRequestContentLength() > DROPPED || HttpContinue.requiresContinueResponse(exchange)) {
            Refusal.TOO_LARGE.answer(exchange);
        } else {
            takeWhole(exchange);
        }
    }

    private static long lengthOfHeaders(HttpServerExchange exchange) {
        long length = 0;
        for (HeaderValues field : exchange.getRequestHeaders()) {
            for (String value : field) {
                length += field.getHeaderName().length() + value.length() + FRAME;
            }
        }
        return length;
    }

    /// Whether the body of this request has left its connection, though nobody behind has read it yet.
    static boolean isWhole(HttpServerExchange exchange) {
        return exchange.getAttachment(WHOLE) != null;
    }

    /// The body of this request, for who answers it here; empty where it has none.
    static byte[] body(HttpServerExchange exchange) {
        byte[] body = exchange.getAttachment(WHOLE);
        return body == null ? new byte[0] : body;
    }

    /// One in chunks says nothing about its length, and goes on with it announced.
    private void takeWhole(HttpServerExchange exchange) {
        Body body = new Body();
        exchange.getRequestReceiver()
                .receivePartialBytes(
                        (same, bytes, last) -> {
                            body.take(bytes);
                            if (body.length > DROPPED) {
                                refuse(same, Refusal.TOO_LARGE);
                            } else if (last && body.length > BODY) {
                                Refusal.TOO_LARGE.answer(same);
                            } else if (last) {
                                passOn(same, body.start.toByteArray());
                            }
                        },
                        (same, failure) -> refuse(same, Refusal.MALFORMED));
    }

    private void passOn(HttpServerExchange exchange, byte[] body) {
        exchange.getRequestHeaders().remove(Headers.TRANSFER_ENCODING);
        exchange.getRequestHeaders().remove(Headers.EXPECT);
        exchange.getRequestHeaders().put(Headers.CONTENT_LENGTH, body.length);
        Connectors.ungetRequestBytes(
                exchange, new PooledByteBuffer[] {new ImmediatePooledByteBuffer(ByteBuffer.wrap(body))});
        Connectors.resetRequestChannel(exchange);
        exchange.putAttachment(WHOLE, body);
        exchange.dispatch(SameThreadExecutor.INSTANCE, next);
    }

    private static void refuse(HttpServerExchange exchange, Refusal refusal) {
        // Else the rest of the body, on its way still, would be refused a second time.
        exchange.getRequestReceiver().pause();
        refusal.answer(exchange);
    }

    /// What has arrived of a body: its length, and no more of it than can still be passed on.
    private static final class Body {
        private final ByteArrayOutputStream start = new ByteArrayOutputStream();
        private long length;

        void take(byte[] bytes) {
            length += bytes.length;
            if (length <= BODY) {
                start.writeBytes(bytes);
            }
        }
    }
}
