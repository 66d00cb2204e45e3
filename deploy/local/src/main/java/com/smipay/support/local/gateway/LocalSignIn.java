package com.smipay.support.local.gateway;

import com.smipay.support.contracts.json.Json;
import com.smipay.support.servers.files.SecretFile;
import com.smipay.support.servers.process.Probe;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Signs for whoever sits at this machine and says who they want to be (`/settings.json`, `/local/token`), and tells
/// their front page which services answer (`/local/health`). To everybody else nothing of it is there.
///
/// A page of another site that the same browser shows must not get a token, so the request has to come from
/// loopback, by a name of loopback (against DNS that is rebound), through no proxy, and from no other site.
final class LocalSignIn implements HttpHandler {
    private static final Pattern LOOPBACK_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");
    private static final HttpString FETCH_SITE = HttpString.tryFromString("Sec-Fetch-Site");
    private static final List<HttpString> PROXIED = List.of(
            HttpString.tryFromString("Forwarded"),
            HttpString.tryFromString("X-Forwarded-For"),
            HttpString.tryFromString("Via"));
    private static final int OK = 200;

    private final SecretFile key;
    private final Map<Upstream, List<Instance>> services;
    private final HttpHandler next;

    LocalSignIn(Path key, Map<Upstream, List<Instance>> services, HttpHandler next) {
        this.key = new SecretFile(key);
        this.services = new TreeMap<>(services);
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        boolean isOurs = call.contains(" /local/") || call.endsWith(" " + WebPages.SETTINGS);
        if (!isOurs || !isAtThisMachine(exchange)) {
            next.handleRequest(exchange);
        } else if (call.equals("GET " + WebPages.SETTINGS)) {
            answer(exchange, Map.of("people", LocalPerson.KNOWN));
        } else if (call.equals("POST /local/token")) {
            sign(exchange, RequestLimit.body(exchange));
        } else if (call.equals("GET /local/health")) {
            exchange.dispatch(() -> answer(exchange, health()));
        } else {
            next.handleRequest(exchange);
        }
    }

    private static boolean isAtThisMachine(HttpServerExchange exchange) {
        HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
        String site = exchange.getRequestHeaders().getFirst(FETCH_SITE);
        return exchange.getSourceAddress().getAddress().isLoopbackAddress()
                && hosts != null
                && hosts.size() == 1
                && LOOPBACK_HOST.matcher(hosts.getFirst()).matches()
                && (site == null || site.equals("same-origin"))
                && PROXIED.stream().noneMatch(exchange.getRequestHeaders()::contains);
    }

    /// A form of another site can send no JSON without asking first.
    private void sign(HttpServerExchange exchange, byte[] body) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (exchange.getRequestMethod().equals(Methods.POST) && type != null && type.startsWith("application/json")) {
            LocalPerson.wanted(body)
                    .ifPresentOrElse(person -> token(exchange, person), () -> Refusal.MALFORMED.answer(exchange));
        } else {
            Refusal.MALFORMED.answer(exchange);
        }
    }

    private void token(HttpServerExchange exchange, LocalPerson person) {
        try {
            String token = person.token(System.getenv()).sign(key.read());
            answer(exchange, Map.of("token", token, "person", person));
        } catch (IOException e) {
            Refusal.UNAVAILABLE.answer(exchange);
        }
    }

    private Map<String, Object> health() {
        Map<String, Boolean> ready = new TreeMap<>();
        services.forEach((service, replicas) -> {
            for (int i = 0; i < replicas.size(); i++) {
                Instance replica = replicas.get(i);
                String name = service.name().toLowerCase(Locale.ROOT) + "-service" + (i == 0 ? "" : "-" + (i + 1));
                ready.put(name, replica.readiness() == null || Probe.status(replica.readiness()) == OK);
            }
        });
        return Map.of("services", ready);
    }

    private static void answer(HttpServerExchange exchange, Map<String, ?> body) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(Json.mapper().valueToTree(body).toString());
    }
}
