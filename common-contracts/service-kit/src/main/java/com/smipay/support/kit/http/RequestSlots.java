package com.smipay.support.kit.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// So many requests are worked on at once, so many more wait for their turn, for a short while, and every other gets
/// its 503 at once. What is worked on is soon done, however much is asked for: else everybody's work would take too
/// long for everybody, and be done in vain. The server's own limit would also close the connection, with the request
/// still unread, and the client might never see why. Safe for all threads.
public final class RequestSlots implements Filter {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Semaphore places;
    private final Semaphore active;

    /// @param most requests taken in, worked on or waiting; probes do not count, for an overloaded service lives
    /// @param mostActive requests worked on at once
    public RequestSlots(int most, int mostActive) {
        this.places = new Semaphore(most);
        this.active = new Semaphore(mostActive, true);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (Probes.isProbe(req)) {
            chain.proceed();
        } else if (places.tryAcquire()) {
            try {
                inTurn(chain, req, res);
            } finally {
                places.release();
            }
        } else {
            refuse(req, res);
        }
    }

    private void inTurn(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (waitForTurn()) {
            try {
                chain.proceed();
            } finally {
                active.release();
            }
        } else {
            refuse(req, res);
        }
    }

    private boolean waitForTurn() {
        try {
            return active.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Not thrown: what a filter throws is answered outside of the request's scope, without its id.
    private static void refuse(RoutingRequest req, RoutingResponse res) {
        ErrorFeature.refuse(req, res, Problem.unavailable());
    }
}
