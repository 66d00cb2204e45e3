package com.smipay.support.realtime.api;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Map;

/// Which HTTP requests become a WebSocket: GET, Engine.IO 4, transport `websocket` and nothing else, no session id,
/// and an `Origin` that may.
final class UpgradeRules {
    static final String SOCKET_PATH = "/socket.io/";
    static final String DOCUMENT_PATH = "/asyncapi";

    private final Origins origins;

    UpgradeRules(Origins origins) {
        this.origins = origins;
    }

    /// What to do with a request.
    sealed interface Verdict {
        record Upgrade() implements Verdict {}

        record Document() implements Verdict {}

        record Refused(HttpRefusal refusal) implements Verdict {}
    }

    Verdict authenticator(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return new Verdict.Refused(unreadable(request.decoderResult().cause()));
        }
        try {
            return authenticator(request, new QueryStringDecoder(request.uri()));
        } catch (IllegalArgumentException e) {
            // An escape in the address that stands for no byte.
            return new Verdict.Refused(HttpRefusal.MALFORMED);
        }
    }

    private Verdict authenticator(FullHttpRequest request, QueryStringDecoder query) {
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
        return origins.allow(request.headers())
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

    private static HttpRefusal unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpHeaderException headers -> HttpRefusal.TOO_LARGE_HEADERS;
            case TooLongHttpLineException line -> HttpRefusal.TOO_LONG_ADDRESS;
            default -> HttpRefusal.MALFORMED;
        };
    }

    private static Verdict wrongMethod() {
        return new Verdict.Refused(HttpRefusal.WRONG_METHOD);
    }
}
