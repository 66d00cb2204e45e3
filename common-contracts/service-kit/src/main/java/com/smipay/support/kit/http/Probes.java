package com.smipay.support.kit.http;

import io.helidon.webserver.http.RoutingRequest;

/// What asks every second how a service is. Nobody else is answered at these paths: on a public listener they are
/// unknown.
final class Probes {
    private Probes() {}

    static boolean isProbe(RoutingRequest req) {
        String path = req.prologue().uriPath().rawPath();
        return path.equals("/metrics") || path.equals("/health") || path.startsWith("/health/");
    }
}
