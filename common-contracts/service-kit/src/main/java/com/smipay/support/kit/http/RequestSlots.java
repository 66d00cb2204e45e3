package com.smipay.support.kit.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.concurrent.Semaphore;

/// So many requests at once, and a 503 for every other at once: nobody queues. The server's own limit would also close
/// the connection, with the request still unread, and the client might never see why.
public final class RequestSlots implements Filter {
    private final Semaphore free;

    /// @param most requests handled at once; probes do not count, for an overloaded service lives
    public RequestSlots(int most) {
        this.free = new Semaphore(most);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (Probes.isProbe(req)) {
            chain.proceed();
        } else if (free.tryAcquire()) {
            try {
                chain.proceed();
            } finally {
                free.release();
            }
        } else {
            // Not thrown: what a filter throws is answered outside of the request's scope, without its id.
            ErrorFeature.refuse(req, res, Problem.unavailable());
        }
    }
}
