package com.smipay.support.kit.security;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.threads.BackgroundThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest key set that could be read from a JWKS address. Replaced whole, so that a key that its owner withdrew
/// stops counting, the last one too. Kept while the address is away, and no longer than its oldest age: whoever keeps
/// the address from being read does not keep a withdrawn key alive for ever.
///
/// Safe for all threads. A known key id is found without a lock or a wait. An unknown one has the address asked
/// again, once for all who ask at the same time, and no more often than {@link RefreshPace#onDemand} allows.
final class JwksKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);

    /// @param readAt nanoseconds, by the system's own clock
    private record Read(KeySet keys, long readAt) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - readAt);
        }
    }

    private final JwksAddress address;
    private final RefreshPace pace;
    private final Duration oldest;
    private final Consumer<Runnable> reader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Read newest = new Read(KeySet.EMPTY, System.nanoTime());

    /// Guards the two below; held for an instant, never while the address is asked.
    private final ReentrantLock gate = new ReentrantLock();

    private @Nullable CompletableFuture<Boolean> running;
    private long onDemandAgainAt = System.nanoTime();

    private JwksKeys(JwksAddress address, RefreshPace pace, Duration oldest, Consumer<Runnable> reader) {
        this.address = address;
        this.pace = pace;
        this.oldest = oldest;
        this.reader = reader;
    }

    /// @param oldest how long keys count after they were read
    static JwksKeys start(JwksAddress address, RefreshPace pace, Duration oldest) {
        return start(
                address,
                pace,
                oldest,
                read -> Thread.ofVirtual().name("jwks-read").start(read));
    }

    /// @param reader begins a read and returns at once; throws where it can't
    static JwksKeys start(JwksAddress address, RefreshPace pace, Duration oldest, Consumer<Runnable> reader) {
        JwksKeys keys = new JwksKeys(address, pace, oldest, reader);
        BackgroundThreads.start("jwks-refresh", keys::keepFresh);
        return keys;
    }

    /// @return null for an id that the address doesn't know either; waits for it as long as one refresh may take
    @Nullable SignatureKey find(String keyId) {
        SignatureKey known = counting().byId().get(keyId);
        if (known != null) {
            return known;
        }
        refreshAndWait();
        return counting().byId().get(keyId);
    }

    /// The one key of this algorithm, for a token that names none. Where it did not sign the token, or there is no one
    /// key, it may have been replaced since the address was asked last.
    ///
    /// @return null where no key fits, or several do; waits as [#find] does
    @Nullable SignatureKey findOnlyOne(String algorithm, Predicate<SignatureKey> signed) {
        SignatureKey known = counting().onlyOneFor(algorithm);
        if (!SignatureKeys.PUBLIC_ALGORITHMS.contains(algorithm) || (known != null && signed.test(known))) {
            return known;
        }
        refreshAndWait();
        return counting().onlyOneFor(algorithm);
    }

    /// What was read last, unless that was too long ago.
    private KeySet counting() {
        Read read = newest;
        return isTooOld(read) ? KeySet.EMPTY : read.keys();
    }

    private boolean isTooOld(Read read) {
        return read.age().compareTo(oldest) > 0;
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
            begin(started);
            return started;
        } finally {
            gate.unlock();
        }
    }

    /// One that can't begin has failed and is over: nobody waits for it, and the next one is tried.
    private void begin(CompletableFuture<Boolean> refresh) {
        try {
            reader.accept(() -> {
                boolean good = false;
                try {
                    good = readOnce();
                } finally {
                    finish(refresh, good);
                }
            });
        } catch (RuntimeException | Error e) {
            finish(refresh, false);
            LOG.error("Reading the JWKS address can't begin: {}", RedactedTrace.of(e));
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
            newest = new Read(address.read(), System.nanoTime());
            if (newest.keys().all().isEmpty()) {
                LOG.warn("The JWKS address gave a set without usable keys: no token of its keys counts");
            }
            return true;
        } catch (IOException e) {
            if (closed.getCount() > 0) {
                Read last = newest;
                LOG.warn(
                        "The JWKS address gave no keys ({}); {} keys, read {} ago, {}",
                        e.getMessage(),
                        last.keys().all().size(),
                        last.age().truncatedTo(ChronoUnit.SECONDS),
                        isTooOld(last) ? "are too old and count no more" : "go on counting");
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
