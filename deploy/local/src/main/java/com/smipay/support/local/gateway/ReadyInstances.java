package com.smipay.support.local.gateway;

import com.smipay.support.servers.process.Probe;
import io.undertow.client.UndertowClient;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.OptionMap;
import org.xnio.Options;

/// Takes the replicas of a service in turns, and passes over those that are not ready while another one is. They are
/// asked again and again whether they are, as a cluster does: one that is about to stop says no, serves on for a
/// moment, and gets no more requests. One alone is not asked, for there would be no choice. The internal listeners are
/// asked for nothing else, and nothing of theirs is routed.
final class ReadyInstances extends LoadBalancingProxyClient implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int OK = 200;

    private final List<Thread> threads = new ArrayList<>();

    ReadyInstances(List<Instance> instances) {
        this(new Turns(ConcurrentHashMap.newKeySet(), new AtomicInteger()), instances);
    }

    private ReadyInstances(Turns turns, List<Instance> instances) {
        super(UndertowClient.getInstance(), null, turns);
        for (Instance instance : instances) {
            addHost(null, instance.address(), null, null, OptionMap.create(Options.TCP_NODELAY, true));
            URI readiness = instance.readiness();
            if (readiness != null && instances.size() > 1) {
                threads.add(Thread.ofVirtual()
                        .name("readiness")
                        .start(() -> watch(instance.address(), readiness, turns.notReady())));
            }
        }
    }

    private static void watch(URI address, URI readiness, Set<URI> notReady) {
        try {
            while (true) {
                if (Probe.status(readiness) == OK) {
                    notReady.remove(address);
                } else {
                    notReady.add(address);
                }
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Any replica will do for any request, so no cookie is asked where to go: a client must not choose the replica,
    /// nor break a request with a cookie that can't be parsed.
    @Override
    protected Iterator<CharSequence> parseRoutes(HttpServerExchange exchange) {
        return Collections.emptyIterator();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    /// Safe for all threads; never blocks.
    private record Turns(Set<URI> notReady, AtomicInteger turn) implements HostSelector {
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
                if (!notReady.contains(hosts[candidate].getUri())) {
                    return candidate;
                }
            }
            return Math.floorMod(first, hosts.length);
        }
    }
}
