package com.smipay.support.local.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sends each request to its service, or refuses it.
final class Ingress implements HttpHandler {
    /// What only a proxy may say: a client's word for it must not reach a service that believes its proxy. (The proxy
    /// handler writes its own.)
    private static final List<HttpString> PROXY_HEADERS = Stream.of(
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Port",
                    "X-Forwarded-Proto",
                    "X-Forwarded-Server",
                    "X-Real-IP")
            .map(HttpString::tryFromString)
            .toList();

    private final Map<Upstream, HttpHandler> services;

    Ingress(Map<Upstream, HttpHandler> services) {
        this.services = Map.copyOf(services);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Optional<HttpHandler> service = RouteTable.route(path(exchange)).map(services::get);
        if (service.isEmpty()) {
            Refusal.UNKNOWN_PATH.answer(exchange);
            return;
        }
        PROXY_HEADERS.forEach(exchange.getRequestHeaders()::remove);
        exchange.addDefaultResponseListener(Ingress::answerForTheDead);
        service.get().handleRequest(exchange);
    }

    /// A request line may also carry the whole address.
    private static String path(HttpServerExchange exchange) {
        String target = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return target;
        }
        int start = target.indexOf('/', target.indexOf("//") + 2);
        return start < 0 ? "/" : target.substring(start);
    }

    /// A service that can't be reached, or that went away before it answered, leaves an empty answer behind. An answer
    /// of the service itself has taken the response channel by then.
    private static boolean answerForTheDead(HttpServerExchange exchange) {
        if (!exchange.isResponseChannelAvailable() || exchange.getStatusCode() < StatusCodes.INTERNAL_SERVER_ERROR) {
            return false;
        }
        Refusal.UNAVAILABLE.answer(exchange);
        return true;
    }
}
