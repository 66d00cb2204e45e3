package com.smipay.support.kit.security;

import com.smipay.support.kit.threads.BackgroundThreads;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest key set that could be read from a JWKS address. Kept while the address is away; replaced whole, so
/// that a key that its owner withdrew stops counting.
///
/// Safe for all threads. A known key id is found without a lock or a wait. An unknown one has the address asked
/// again, once for all who ask at the same time, and no more often than {@link RefreshPace#onDemand} allows.
final class JwksKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);

    private final JwksAddress address;
    private final RefreshPace pace;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile KeySet keys = KeySet.EMPTY;

    /// Guards the two below; held for an instant, never while the address is asked.
    private final ReentrantLock gate = new ReentrantLock();

    private @Nullable CompletableFuture<Boolean> running;
    private long onDemandAgainAt = System.nanoTime();

    private JwksKeys(JwksAddress address, RefreshPace pace) {
        this.address = address;
        this.pace = pace;
    }

    static JwksKeys start(JwksAddress address, RefreshPace pace) {
        JwksKeys keys = new JwksKeys(address, pace);
        BackgroundThreads.start("jwks-refresh", keys::keepFresh);
        return keys;
    }

    /// @return null for an id that the address doesn't know either; waits for it as long as one refresh may take
    @Nullable SignatureKey find(String keyId) {
        SignatureKey known = keys.byId().get(keyId);
        if (known != null) {
            return known;
        }
        refreshAndWait();
        return keys.byId().get(keyId);
    }

    /// The one key of this algorithm, for a token that names none. Where it did not sign the token, or there is no one
    /// key, it may have been replaced since the address was asked last.
    ///
    /// @return null where no key fits, or several do; waits as [#find] does
    @Nullable SignatureKey findOnlyOne(String algorithm, Predicate<SignatureKey> signed) {
        SignatureKey known = keys.onlyOneFor(algorithm);
        if (!SignatureKeys.PUBLIC_ALGORITHMS.contains(algorithm) || (known != null && signed.test(known))) {
            return known;
        }
        refreshAndWait();
        return keys.onlyOneFor(algorithm);
    }

    private void refreshAndWait() {
        CompletableFuture<Boolean> refresh = refreshOnDemand();
        if (refresh != null) {
            await(refresh);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        address.close();
    }

    private void keepFresh() {
        try {
            int failures = 0;
            do {
                boolean good = refresh().join();
                if (good && failures > 0) {
                    LOG.info("The JWKS address answers again");
                }
                failures = good ? 0 : failures + 1;
            } while (!closed.await(pace.after(failures).toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable CompletableFuture<Boolean> refreshOnDemand() {
        gate.lock();
        try {
            long now = System.nanoTime();
            if (running == null && now - onDemandAgainAt < 0) {
                return null;
            }
            if (running == null) {
                onDemandAgainAt = now + pace.onDemand().toNanos();
            }
            return refresh();
        } finally {
            gate.unlock();
        }
    }

    /// The refresh that is under way, else a new one.
    private CompletableFuture<Boolean> refresh() {
        gate.lock();
        try {
            if (running != null) {
                return running;
            }
            CompletableFuture<Boolean> started = new CompletableFuture<>();
            running = started;
            Thread.ofVirtual().name("jwks-read").start(() -> {
                boolean good = false;
                try {
                    good = readOnce();
                } finally {
                    finish(started, good);
                }
            });
            return started;
        } finally {
            gate.unlock();
        }
    }

    private void finish(CompletableFuture<Boolean> refresh, boolean good) {
        gate.lock();
        try {
            running = null;
        } finally {
            gate.unlock();
        }
        refresh.complete(good);
    }

    private boolean readOnce() {
        try {
            keys = address.read();
            return true;
        } catch (IOException e) {
            if (closed.getCount() > 0) {
                LOG.warn(
                        "The JWKS address gave no keys ({}); {} known keys go on counting",
                        e.getMessage(),
                        keys.all().size());
            }
            return false;
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await(CompletableFuture<Boolean> refresh) {
        try {
            refresh.get(pace.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Went on without the refresh of the key set", e);
        }
    }
}
