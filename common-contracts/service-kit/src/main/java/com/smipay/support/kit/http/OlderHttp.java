package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.telemetry.RefusalMeter;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/// Answers requests in HTTP/1.0, as some proxies send them unless they are told otherwise: 505 in the error shape. The
/// server would close such a connection without a word.
public final class OlderHttp implements ServerConnectionSelector {
    private static final byte LINE_FEED = '\n';
    private static final String VERSION = " HTTP/1.0\r";

    /// As many as there are: the first line has no length of its own.
    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        int end = data.indexOf(LINE_FEED);
        if (end < 0) {
            return Support.UNKNOWN;
        }
        byte[] line = new byte[end];
        data.read(line);
        return new String(line, StandardCharsets.US_ASCII).endsWith(VERSION) ? Support.SUPPORTED : Support.UNSUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of();
    }

    @Override
    public ServerConnection connection(ConnectionContext ctx) {
        return new Refusal(ctx);
    }

    /// One answer; the server closes the connection then.
    private record Refusal(ConnectionContext context) implements ServerConnection {
        @Override
        public void handle(Limit limit) {
            refuse();
        }

        private void refuse() {
            RequestHead head = RequestHead.read(read(context.dataReader()));
            Problem problem = StatusProblems.of(Status.HTTP_VERSION_NOT_SUPPORTED_505);
            byte[] body = Responses.bytes(problem.body());
            RefusalMeter.count(problem.code());
            String answer =
                    "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\n%s: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                            .formatted(
                                    problem.status().code(),
                                    problem.status().reasonPhrase(),
                                    Headers.REQUEST_ID,
                                    StatusProblems.requestId(head.fields()),
                                    body.length);
            context.dataWriter()
                    .writeNow(BufferData.create(
                            BufferData.create(answer.getBytes(StandardCharsets.US_ASCII)), BufferData.create(body)));
        }

        /// What has come is taken: who closes before that takes the answer back.
        private static byte[] read(DataReader reader) {
            byte[] head = RequestHeads.peek(reader);
            reader.skip(reader.available());
            return head;
        }

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            // It ends by itself.
        }
    }
}
