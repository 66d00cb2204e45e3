package com.smipay.support.realtime.handshake;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which HTTP requests become a WebSocket: GET, Engine.IO 4, transport `websocket` and nothing else, no session id,
/// and an `Origin` that is absent (a phone) or listed.
final class UpgradeRules {
    static final String SOCKET_PATH = "/socket.io/";
    static final String DOCUMENT_PATH = "/asyncapi";

    private final Set<String> origins;

    /// @param origins exactly as browsers send them; with none, no browser gets in
    UpgradeRules(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /// What to do with a request.
    sealed interface Verdict {
        record Upgrade() implements Verdict {}

        record Document() implements Verdict {}

        record Refused(HttpRefusal refusal) implements Verdict {}
    }

    Verdict judge(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return new Verdict.Refused(HttpRefusal.MALFORMED);
        }
        try {
            return judge(request, new QueryStringDecoder(request.uri()));
        } catch (IllegalArgumentException e) {
            // An escape in the address that stands for no byte.
            return new Verdict.Refused(HttpRefusal.MALFORMED);
        }
    }

    private Verdict judge(FullHttpRequest request, QueryStringDecoder query) {
        return switch (query.path()) {
            case SOCKET_PATH -> request.method().equals(HttpMethod.GET) ? upgrade(request, query) : wrongMethod();
            case DOCUMENT_PATH -> request.method().equals(HttpMethod.GET) ? new Verdict.Document() : wrongMethod();
            default -> new Verdict.Refused(HttpRefusal.NOT_FOUND);
        };
    }

    private Verdict upgrade(FullHttpRequest request, QueryStringDecoder query) {
        if (!isSocketIo(query.parameters()) || !isWebSocket(request.headers())) {
            return new Verdict.Refused(HttpRefusal.NOT_A_SOCKET);
        }
        return originAllowed(request.headers())
                ? new Verdict.Upgrade()
                : new Verdict.Refused(HttpRefusal.FOREIGN_ORIGIN);
    }

    private static boolean isSocketIo(Map<String, List<String>> parameters) {
        return List.of("4").equals(parameters.get("EIO"))
                && List.of("websocket").equals(parameters.get("transport"))
                && !parameters.containsKey("sid");
    }

    /// The library registers a client before it looks at these, and never forgets one that comes without them.
    private static boolean isWebSocket(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13", false)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    }

    private boolean originAllowed(HttpHeaders headers) {
        List<String> sent = headers.getAll(HttpHeaderNames.ORIGIN);
        return sent.isEmpty() || (sent.size() == 1 && origins.contains(sent.getFirst()));
    }

    private static Verdict wrongMethod() {
        return new Verdict.Refused(HttpRefusal.WRONG_METHOD);
    }
}
