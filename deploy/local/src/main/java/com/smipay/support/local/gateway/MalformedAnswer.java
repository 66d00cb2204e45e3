package com.smipay.support.local.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/// Says in the one error shape that a request could not be parsed. Undertow says it without a body and without asking
/// anybody, always in the same bytes: those are exchanged on their way out. By then nobody knows the page that asked;
/// as the answer tells nothing of anybody, every page may read it (`decisions.md` 47).
final class MalformedAnswer extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private static final ByteBuffer THEIRS = ascii("""
            HTTP/1.1 400 Bad Request
            Content-Length: 0
            Connection: close

            """);

    private ByteBuffer ours = ByteBuffer.allocate(0);

    private MalformedAnswer(StreamSinkConduit next) {
        super(next);
    }

    static void standReady(StreamConnection connection) {
        connection
                .getSinkChannel()
                .setConduit(new MalformedAnswer(connection.getSinkChannel().getConduit()));
    }

    /// Their bytes count as written when ours are: until then the caller comes again with the same.
    @Override
    public int write(ByteBuffer source) throws IOException {
        if (!source.equals(THEIRS)) {
            return super.write(source);
        }
        if (!ours.hasRemaining()) {
            ours = answer();
        }
        super.write(ours);
        if (ours.hasRemaining()) {
            return 0;
        }
        int length = source.remaining();
        source.position(source.limit());
        return length;
    }

    private static ByteBuffer answer() {
        byte[] body = Refusal.MALFORMED.json();
        ByteBuffer head = ascii("""
                HTTP/1.1 400 Bad Request
                Content-Type: application/json
                Content-Length: %d
                X-Request-Id: %s
                Access-Control-Allow-Origin: *
                Access-Control-Expose-Headers: X-Request-Id
                Connection: close

                """.formatted(body.length, Refusal.newRequestId()));
        return ByteBuffer.allocate(head.remaining() + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    private static ByteBuffer ascii(String lines) {
        return ByteBuffer.wrap(lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
