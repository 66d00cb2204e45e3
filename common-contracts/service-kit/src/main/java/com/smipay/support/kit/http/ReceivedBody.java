package com.smipay.support.kit.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;

/// The bytes of a request's body, which the server gives out once: kept with the request, so that a filter may look at
/// them before the handler does. As large as the listener lets a body be.
final class ReceivedBody {
    private static final byte[] NONE = {};

    private final byte[] bytes;

    private ReceivedBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Empty where there is no body; not to be changed by anybody.
    static byte[] of(ServerRequest req) {
        return req.context().get(ReceivedBody.class).map(body -> body.bytes).orElseGet(() -> read(req));
    }

    private static byte[] read(ServerRequest req) {
        try {
            byte[] bytes = req.content().hasEntity() ? req.content().as(byte[].class) : NONE;
            req.context().register(new ReceivedBody(bytes));
            return bytes;
        } catch (DataReader.InsufficientDataAvailableException e) {
            // The client has gone in the middle of its request: no fault of ours, and nobody to answer.
            throw new CloseConnectionException("The body has no end", e);
        } catch (IllegalArgumentException e) {
            // A chunk's size that is none, as the server reads it: nobody knows where the next request would begin.
            throw RequestException.builder()
                    .type(DirectHandler.EventType.BAD_REQUEST)
                    .status(Status.BAD_REQUEST_400)
                    .message("The body is not what its header fields say")
                    .cause(e)
                    .setKeepAlive(false)
                    .build();
        }
    }
}
