package com.smipay.support.local.gateway;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/// A port that speaks HTTP/1.1. Put together by hand, for Undertow's own builder leaves no place for what is said to a
/// client whose request can't be parsed ({@link MalformedAnswer}).
///
/// @param open the connections that are open
/// @param door where they come in
/// @param worker its threads
record Listener(HttpOpenListener open, AcceptingChannel<StreamConnection> door, XnioWorker worker)
        implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    /// Room for a herd of apps that come back at once: whom the system turns away comes again seconds later. More than
    /// this Linux gives to nobody, unless it is told to.
    private static final int BACKLOG = 4096;

    /// Listens when it returns.
    ///
    /// @throws UncheckedIOException where the port is taken
    static Listener open(InetSocketAddress address, int threads, OptionMap http, HttpHandler handler) {
        OptionMap.Builder sockets =
                OptionMap.builder().set(Options.TCP_NODELAY, true).set(Options.REUSE_ADDRESSES, true);
        try {
            XnioWorker worker = Xnio.getInstance()
                    .createWorker(sockets.set(Options.WORKER_IO_THREADS, threads)
                            .set(Options.WORKER_TASK_CORE_THREADS, 1)
                            .set(Options.WORKER_TASK_MAX_THREADS, 1)
                            .getMap());
            HttpOpenListener open = new HttpOpenListener(
                    new DefaultByteBufferPool(true, BUFFER),
                    OptionMap.builder()
                            .addAll(http)
                            .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                            .getMap());
            open.setRootHandler(handler);
            try {
                AcceptingChannel<StreamConnection> door = worker.createStreamConnectionServer(
                        address,
                        ChannelListeners.openListenerAdapter((StreamConnection connection) -> {
                            MalformedAnswer.standReady(connection);
                            open.handleEvent(connection);
                        }),
                        sockets.set(Options.BACKLOG, BACKLOG).getMap());
                door.resumeAccepts();
                return new Listener(open, door, worker);
            } catch (IOException e) {
                worker.shutdownNow();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalAddress(InetSocketAddress.class).getPort();
    }

    @Override
    public void close() {
        IoUtils.safeClose(door);
        open.closeConnections();
        worker.shutdownNow();
    }
}
