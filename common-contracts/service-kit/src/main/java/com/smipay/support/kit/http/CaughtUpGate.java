package com.smipay.support.kit.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Answers 503 as long as the service's copies are behind (`decisions.md` 23): after a start they may show a ticket as
/// it was long ago, and would take messages into what is settled. A load balancer that looks at readiness sends
/// nothing here then; but nobody has to ask it.
///
/// What brings the copies up to date passes, and so do documents, health and metrics.
public final class CaughtUpGate implements Filter {
    private final List<String> closed;
    private final List<String> open;
    private final BooleanSupplier serves;

    private CaughtUpGate(List<String> closed, List<String> open, BooleanSupplier serves) {
        this.closed = closed;
        this.open = open;
        this.serves = serves;
    }

    /// For the listener behind the ingress.
    ///
    /// @param serves once true it stays so
    public static CaughtUpGate ofClients(BooleanSupplier serves) {
        return new CaughtUpGate(List.of("/api/"), List.of(), serves);
    }

    /// For the peers' listener.
    ///
    /// @param notification where peers tell what they decided
    public static CaughtUpGate ofPeers(String notification, BooleanSupplier serves) {
        return new CaughtUpGate(List.of("/internal/"), List.of(notification), serves);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (serves.getAsBoolean() || !isClosed(req.path().path())) {
            chain.proceed();
        } else {
            // Not thrown: what a filter throws is answered outside of the request's scope, without its id.
            ErrorFeature.refuse(req, res, Problem.unavailable());
        }
    }

    private boolean isClosed(String path) {
        return closed.stream().anyMatch(path::startsWith) && open.stream().noneMatch(path::startsWith);
    }
}
