package com.smipay.support.local.gateway;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient.Host;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient.HostSelector;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Takes the instances in turns, and passes over those that are not ready while another one is. Safe for all threads;
/// never blocks.
final class ReadyHosts implements HostSelector {
    private final Predicate<URI> ready;
    private final AtomicInteger turn = new AtomicInteger();

    ReadyHosts(Predicate<URI> ready) {
        this.ready = ready;
    }

    @Override
    public int selectHost(Host[] hosts, HttpServerExchange exchange) {
        return next(hosts);
    }

    @Override
    @SuppressWarnings("removal")
    public int selectHost(Host[] hosts) {
        return next(hosts);
    }

    private int next(Host[] hosts) {
        int first = turn.getAndIncrement();
        for (int i = 0; i < hosts.length; i++) {
            int candidate = Math.floorMod(first + i, hosts.length);
            if (ready.test(hosts[candidate].getUri())) {
                return candidate;
            }
        }
        return Math.floorMod(first, hosts.length);
    }
}
