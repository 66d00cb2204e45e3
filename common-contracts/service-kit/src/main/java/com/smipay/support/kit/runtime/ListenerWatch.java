package com.smipay.support.kit.runtime;

import com.smipay.support.kit.threads.BackgroundTask;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds whether the listeners still take connections. Helidon gives a listener up for good when it
/// could not accept once, for instance because the process had no file descriptor left at that moment. The process
/// would live on, be ready by its other listener, and refuse everybody.
final class ListenerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerWatch.class);
    private static final int PATIENCE_MS = 1_000;
    private static final int REFUSALS = 3;
    private static final int ROUNDS = 10;

    private final List<InetSocketAddress> listeners;
    private final Duration between;
    private final Runnable lost;
    private final BackgroundTask task;

    /// @param lost called once, when a listener has refused connections several times in a row
    ListenerWatch(List<InetSocketAddress> listeners, Duration between, Runnable lost) {
        this.listeners = listeners.stream().map(ListenerWatch::reachable).toList();
        this.between = between;
        this.lost = lost;
        this.task = new BackgroundTask("listener watch", between.multipliedBy(ROUNDS), this::watch);
    }

    /// A listener that is bound to every address is reached by this machine's own.
    private static InetSocketAddress reachable(InetSocketAddress bound) {
        return bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
    }

    void start() {
        task.start();
    }

    private void watch(BackgroundTask task) throws InterruptedException {
        int refusals = 0;
        while (refusals < REFUSALS) {
            Thread.sleep(between);
            task.beat();
            refusals = listeners.stream().anyMatch(ListenerWatch::refuses) ? refusals + 1 : 0;
        }
        LOG.error("A listener takes no connection any more: the process ends, to be started again");
        lost.run();
    }

    /// A connection that waits is none that is refused: a listener with much to do is alive.
    private static boolean refuses(InetSocketAddress listener) {
        try (Socket socket = new Socket()) {
            socket.connect(listener, PATIENCE_MS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        task.interrupt();
    }
}
