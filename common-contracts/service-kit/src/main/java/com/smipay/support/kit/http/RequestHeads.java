package com.smipay.support.kit.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.uri.UriValidator;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Looks at the head of a request before the server reads it, for what the server can't do:
///
/// - its bounds, in the same numbers as the gateway's and the sockets': an address that is too long is a 414, header
///   fields that are too large are a 431. The server calls both malformed, and closes without reading on.
/// - a body in another transfer coding than chunks, which the server takes for a fault of its own.
/// - characters of a query that browsers and HTTP libraries send as they are, as in `status[]` (`decisions.md` 60):
///   the server takes only what RFC 3986 allows in a query.
/// - the fields of a head that is refused, so that its answer has its request id, and a browser may read it.
/// - text beyond ASCII: the server reads fields as US-ASCII, and bytes of `John’s iPhone` would be lost.
///   Apps send UTF-8; what is none is read as Latin-1, as browsers send it.
///
/// The server calls both methods on the thread of the connection, in this order; a direct handler comes after them.
public final class RequestHeads implements Http1ConnectionListener {
    /// Of all header fields together. A browser that has gathered cookies of a domain sends 20 KB.
    public static final int MAX_BYTES = 32 * 1024;

    /// Of path and query.
    public static final int MAX_TARGET = 8 * 1024;

    /// Of a head that is too large, so that its client has sent it, and sees the answer.
    public static final int MOST_READ = 256 * 1024;

    /// Of a query, by the URL Standard's query percent-encode set.
    private static final Pattern LEFT_AS_THEY_ARE = Pattern.compile("[\\[\\]{}|^`\\\\]");

    private static final Status HEADERS_TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

    /// Of the instance: one for each listener.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<RequestHead> current = new ThreadLocal<>();

    /// The fields of the head that the server could not make a request of; empty where it could.
    Headers seen() {
        RequestHead head = current.get();
        return head == null ? WritableHeaders.create() : head.fields();
    }

    @Override
    public void prologue(ConnectionContext ctx, HttpPrologue prologue) {
        current.remove();
        byte[] bytes = peek(ctx.dataReader());
        RequestHead head = RequestHead.read(bytes);
        current.set(head);
        if (length(prologue) > MAX_TARGET) {
            throw refusal(Status.REQUEST_URI_TOO_LONG_414, "Request URI too long");
        }
        if (bytes.length > MAX_BYTES) {
            ctx.dataReader().skip(Math.min(bytes.length, ctx.dataReader().available()));
            throw refusal(HEADERS_TOO_LARGE, "Header fields too large");
        }
        try {
            prologue.uriPath().validate();
            UriValidator.validateQuery(
                    LEFT_AS_THEY_ARE.matcher(prologue.query().rawValue()).replaceAll("."));
            if (prologue.fragment().hasValue()) {
                UriValidator.validateFragment(prologue.fragment().rawValue());
            }
        } catch (IllegalArgumentException e) {
            throw refusal(Status.BAD_REQUEST_400, "Invalid address");
        }
    }

    @Override
    public void headers(ConnectionContext ctx, Headers headers) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)
                && !"chunked"
                        .equalsIgnoreCase(
                                headers.get(HeaderNames.TRANSFER_ENCODING).values())) {
            throw refusal(Status.BAD_REQUEST_400, "Unknown transfer coding");
        }
        RequestHead head = current.get();
        current.remove();
        if (head != null && headers instanceof WritableHeaders<?> writable) {
            for (HeaderName name : head.beyondAscii()) {
                writable.set(HeaderValues.create(name, head.fields().get(name).allValues()));
            }
        }
    }

    private static int length(HttpPrologue prologue) {
        return prologue.uriPath().rawPath().length()
                + (prologue.query().isEmpty()
                        ? 0
                        : 1 + prologue.query().rawValue().length());
    }

    private static RequestException refusal(Status status, String message) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .message(message)
                .setKeepAlive(false)
                .build();
    }

    /// The header fields with the empty line behind them, as far as they are to be read; nothing of it is taken away.
    static byte[] peek(DataReader reader) {
        byte[] bytes = {};
        int end = -1;
        try {
            reader.ensureAvailable();
            while (end < 0 && bytes.length < MOST_READ) {
                if (bytes.length > 0) {
                    reader.pullData();
                }
                int from = Math.max(0, bytes.length - RequestHead.END.length);
                bytes = copy(reader.getBuffer(Math.min(reader.available(), MOST_READ)));
                end = RequestHead.end(bytes, from);
            }
        } catch (DataReader.InsufficientDataAvailableException e) {
            // The client has gone in the middle of its head: nobody to answer.
            throw new CloseConnectionException("The head has no end", e);
        }
        return end < 0 ? bytes : Arrays.copyOf(bytes, end);
    }

    private static byte[] copy(BufferData data) {
        byte[] bytes = new byte[data.available()];
        data.read(bytes);
        return bytes;
    }
}
