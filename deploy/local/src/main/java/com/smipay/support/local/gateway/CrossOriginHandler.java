package com.smipay.support.local.gateway;

import com.smipay.support.contracts.http.CrossOrigin;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets the pages of the origins that the services trust read every answer, the gateway's own and those of a service
/// that died among them (`decisions.md` 47), and answers their preflights: those need no service to be there, and no
/// path to exist, so that the page reads the 404 or the 503 and not a network error.
final class CrossOriginHandler implements HttpHandler {
    private static final HttpString ORIGIN = HttpString.tryFromString("Origin");
    private static final HttpString REQUESTED_METHOD = HttpString.tryFromString("Access-Control-Request-Method");
    private static final HttpString REQUESTED_HEADERS = HttpString.tryFromString("Access-Control-Request-Headers");

    private final CrossOrigin crossOrigin;
    private final HttpHandler next;

    CrossOriginHandler(CrossOrigin crossOrigin, HttpHandler next) {
        this.crossOrigin = crossOrigin;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String origin = exchange.getRequestHeaders().getFirst(ORIGIN);
        if (origin != null && crossOrigin.allows(origin) && isPreflight(exchange)) {
            String asked = exchange.getRequestHeaders().getFirst(REQUESTED_HEADERS);
            exchange.setStatusCode(StatusCodes.NO_CONTENT);
            put(exchange, crossOrigin.preflight(origin, asked));
            Refusal.putRequestId(exchange);
            exchange.endExchange();
        } else {
            exchange.addResponseCommitListener(answered -> complete(answered, origin));
            next.handleRequest(exchange);
        }
    }

    private static boolean isPreflight(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.OPTIONS)
                && exchange.getRequestHeaders().contains(REQUESTED_METHOD);
    }

    /// What a service has said itself stays.
    private void complete(HttpServerExchange exchange, @Nullable String origin) {
        Map<String, String> fields = crossOrigin.answer(origin);
        fields.keySet().removeIf(name -> exchange.getResponseHeaders().contains(name));
        put(exchange, fields);
        if (!exchange.getResponseHeaders().contains(Refusal.REQUEST_ID)) {
            Refusal.putRequestId(exchange);
        }
    }

    private static void put(HttpServerExchange exchange, Map<String, String> fields) {
        fields.forEach((name, value) -> exchange.getResponseHeaders().put(HttpString.tryFromString(name), value));
    }
}
