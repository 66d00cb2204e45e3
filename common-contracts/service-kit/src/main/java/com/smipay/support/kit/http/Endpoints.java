package com.smipay.support.kit.http;

import com.smipay.support.kit.telemetry.RequestMeter;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A path with the methods that it takes; any other method is a 405 with `Allow` (`decisions.md` 2).
public final class Endpoints {
    private final HttpRouting.Builder routing;

    public Endpoints(HttpRouting.Builder routing) {
        this.routing = routing;
    }

    public Endpoints get(String path, Handler handler) {
        return at(path, Map.of(Method.GET, handler));
    }

    public Endpoints post(String path, Handler handler) {
        return at(path, Map.of(Method.POST, handler));
    }

    public Endpoints put(String path, Handler handler) {
        return at(path, Map.of(Method.PUT, handler));
    }

    /// A GET handler answers HEAD too; the server leaves the body out.
    public Endpoints at(String path, Map<Method, Handler> handlers) {
        Map<Method, Handler> all = new LinkedHashMap<>(handlers);
        if (all.containsKey(Method.GET)) {
            all.putIfAbsent(Method.HEAD, all.get(Method.GET));
        }
        String allow = all.keySet().stream().map(Method::text).sorted().collect(Collectors.joining(", "));
        RequestMeter.Route route = new RequestMeter.Route(path);
        all.forEach((method, handler) -> routing.route(method, path, (req, res) -> {
            req.context().register(route);
            handler.handle(req, res);
        }));
        routing.any(path, (req, res) -> {
            throw Problem.methodNotAllowed(allow);
        });
        return this;
    }

    /// Everything that no endpoint took: 404 in the error shape. Call it last, and only on the public listener:
    /// health and metrics join the internal one after our routes.
    public void nothingElse() {
        routing.any((req, res) -> {
            throw Problem.unknownPath();
        });
    }
}
