package com.smipay.support.kit.peer;

import com.smipay.support.kit.failure.RedactedTrace;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether a replica answers again, for as long as it is left alone. Whatever a look throws, an error too, the
/// next one comes: nobody else would find that the replica is back. Safe for all threads.
final class Lookout implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    /// One look.
    @FunctionalInterface
    interface Look {
        boolean answers() throws InterruptedException;
    }

    private final Circuit circuit;
    private final Duration between;
    private final Look look;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile boolean closed;

    Lookout(Circuit circuit, Duration between, Look look) {
        this.circuit = circuit;
        this.between = between;
        this.look = look;
    }

    /// Returns when the circuit is closed. One at a time looks: a circuit may open again before whoever looked until it
    /// closed has seen that.
    @Override
    public void run() {
        looking.lock();
        try {
            while (!closed && circuit.isOpen()) {
                Thread.sleep(between);
                circuit.looked(answers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looking.unlock();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return look.answers();
        } catch (RuntimeException | Error e) {
            LOG.error("A look whether a peer is back failed: {}", RedactedTrace.of(e));
            return false;
        }
    }

    void close() {
        closed = true;
    }
}
