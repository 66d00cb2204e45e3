package com.smipay.support.realtime.rooms;

import com.smipay.support.kit.security.Caller;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// One authenticated socket in namespace `/support`. Safe for all threads where nothing else is said.
public final class Connection implements Recipient {
    private final UUID id;
    private final Caller caller;
    private final Channel channel;
    private final Runnable goodbye;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // What only `Rooms` touches, under this object's lock.
    final Map<UUID, Seat> seats = new HashMap<>();
    boolean gone;

    /// @param goodbye ends the connection in a way that makes official clients come back; called on the event loop
    public Connection(UUID id, Caller caller, Channel channel, Runnable goodbye) {
        this.id = id;
        this.caller = caller;
        this.channel = channel;
        this.goodbye = goodbye;
        channel.closeFuture().addListener(done -> closed.complete(null));
    }

    /// Unique in the whole system, never reused, and unknown to other clients.
    public UUID id() {
        return id;
    }

    public Caller caller() {
        return caller;
    }

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failure ends the channel.
    public void write(Frame frame) {
        channel.write(frame.toWebSocket(), channel.voidPromise());
    }

    /// On the event loop.
    public void flush() {
        channel.flush();
    }

    /// From any thread.
    @SuppressWarnings("FutureReturnValueIgnored") // A failure ends the channel.
    public void send(Frame frame) {
        channel.writeAndFlush(frame.toWebSocket(), channel.voidPromise());
    }

    /// Runs something on the event loop; not at all once the server is stopping.
    public void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // Every socket has been closed: there is nobody left to do it for.
            return;
        }
    }

    /// Completes when the socket is closed.
    CompletableFuture<Void> whenGone() {
        return closed;
    }

    Channel channel() {
        return channel;
    }

    /// Sends the client away after a while, to come back elsewhere.
    @SuppressWarnings("FutureReturnValueIgnored") // Runs, or the loop has ended with its channels.
    public void dismiss(Duration after) {
        try {
            channel.eventLoop().schedule(goodbye, after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // As above.
            return;
        }
    }
}
