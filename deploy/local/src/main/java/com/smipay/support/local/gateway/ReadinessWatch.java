package com.smipay.support.local.gateway;

import com.smipay.support.servers.process.Probe;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks the replicas of a service again and again whether they are ready, as a cluster does: one that is about to
/// stop says no, serves on for a moment, and gets no more requests. A service of one replica is not asked, for there
/// would be no choice. The internal listeners are asked for nothing else, and nothing of theirs is routed.
final class ReadinessWatch implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int OK = 200;

    private final Set<URI> notReady = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    /// @param services the instances of each
    static ReadinessWatch start(Collection<List<Instance>> services) {
        ReadinessWatch watch = new ReadinessWatch();
        services.stream()
                .filter(replicas -> replicas.size() > 1)
                .flatMap(List::stream)
                .forEach(watch::add);
        return watch;
    }

    private void add(Instance instance) {
        URI readiness = instance.readiness();
        if (readiness != null) {
            threads.add(Thread.ofVirtual().name("readiness").start(() -> watch(instance.address(), readiness)));
        }
    }

    private void watch(URI address, URI readiness) {
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

    /// True until an instance has said otherwise.
    boolean isReady(URI address) {
        return !notReady.contains(address);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
