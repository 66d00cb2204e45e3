package com.smipay.support.kit.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;

/// Lets a client that is still sending see the 413 that it gets. The server answers a body that is announced too
/// large without reading it, and closes; a close with unread bytes resets the line, and the answer may be lost with
/// it. So what was announced is read and dropped first, up to a bound; of a body in chunks, what comes before its last
/// chunk.
///
/// The server calls a direct handler and then its send listeners on the thread of the connection: the one notes, the
/// other acts.
public final class UnreadBody implements Http1ConnectionListener {
    private static final long MOST_DROPPED = 256L * 1024 * 1024;
    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    /// Of the instance: one for each listener.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Unread> announced = new ThreadLocal<>();

    private record Unread(long most, boolean inChunks) {}

    /// Called before the refusal is written.
    void note(DirectHandler.TransportRequest request, Status status) {
        if (!status.equals(Status.REQUEST_ENTITY_TOO_LARGE_413)) {
            return;
        }
        Headers headers = request.headers();
        if (headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED)) {
            // Refused in the middle: whoever waited to be told to go on has been told.
            announced.set(new Unread(MOST_DROPPED, true));
        } else if (!headers.contains(HeaderNames.EXPECT)) {
            // Who waits to be told to go on sends nothing after a refusal.
            headers.first(HeaderNames.CONTENT_LENGTH)
                    .map(Long::valueOf)
                    .ifPresent(length -> announced.set(new Unread(Math.min(length, MOST_DROPPED), false)));
        }
    }

    @Override
    public void data(ConnectionContext ctx, BufferData answer) {
        Unread unread = announced.get();
        if (unread != null) {
            announced.remove();
            ctx.dataWriter().writeNow(answer);
            drop(ctx.dataReader(), unread);
            throw new CloseConnectionException("A body was too large");
        }
    }

    private static void drop(DataReader reader, Unread unread) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        long left = unread.most();
        LastChunk last = new LastChunk();
        try {
            while (left > 0 && System.nanoTime() < deadline) {
                reader.ensureAvailable();
                int next = (int) Math.min(left, reader.available());
                left -= next;
                if (last.endsWith(reader.readBytes(next)) && unread.inChunks()) {
                    return;
                }
            }
        } catch (DataReader.InsufficientDataAvailableException e) {
            // The client has seen its answer, and gone.
            return;
        }
    }
}
