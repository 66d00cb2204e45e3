package com.smipay.support.realtime.store;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One authenticated socket in namespace `/support`. Safe for all threads where nothing else is said.
public final class Connection implements Recipient {
    private static final AtomicLong BORN = new AtomicLong();

    private final UUID id;
    private final Channel channel;
    private final Lifeline lifeline;
    /// Which was there first: the instance's count of connections.
    private final long order = BORN.getAndIncrement();
    private volatile Caller caller;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /// Touched on the event loop only, both.
    private List<Frame> unflushed = List.of();

    private boolean silenced;

    // What only `Rooms` touches, under this object's lock.
    final Map<UUID, RoomMembership> memberships = new HashMap<>();
    boolean gone;

    public Connection(UUID id, Caller caller, Channel channel, Lifeline lifeline) {
        this.id = id;
        this.caller = caller;
        this.channel = channel;
        this.lifeline = lifeline;
        channel.closeFuture().addListener(done -> closed.complete(null));
    }

    /// Unique in the whole system, never reused, and unknown to other clients.
    public UUID id() {
        return id;
    }

    /// As its present token says.
    public Caller caller() {
        return caller;
    }

    /// By a fresh token of the same person. Only `Rooms` does this, under this object's lock.
    void becomes(Caller renewed) {
        this.caller = renewed;
    }

    long order() {
        return order;
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
    public boolean write(Frame frame) {
        if (silenced) {
            return false;
        }
        boolean isFirst = unflushed.isEmpty();
        if (isFirst) {
            unflushed = new ArrayList<>();
        }
        unflushed.add(frame);
        return isFirst;
    }

    /// Nothing reaches the client any more, not even what is under way to it. On the event loop.
    public void silence() {
        silenced = true;
    }

    /// Puts everything written on the line. On the event loop.
    public void flush() {
        try (Burst alone = new Burst()) {
            flush(alone);
        }
    }

    /// The same, with pieces that are shared with others.
    @SuppressWarnings("FutureReturnValueIgnored") // A failure ends the channel.
    void flush(Burst burst) {
        List<Frame> frames = unflushed;
        unflushed = List.of();
        channel.writeAndFlush(burst.encode(frames, channel.alloc()), channel.voidPromise());
    }

    /// From any thread. On the event loop it is on the line before this returns.
    public void send(Frame frame) {
        if (channel.eventLoop().inEventLoop()) {
            write(frame);
            flush();
        } else {
            execute(() -> send(frame));
        }
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

    /// Says why and ends the connection; the client stays away until it is asked to come again.
    public void expel(Refusal why) {
        execute(() -> lifeline.expel(this, why));
    }

    /// A fresh token moves the end.
    public void livesUntil(Instant expiry) {
        execute(() -> lifeline.livesUntil(this, expiry));
    }

    /// Sends the client away after a while, to come back elsewhere.
    @SuppressWarnings("FutureReturnValueIgnored") // Runs, or the loop has ended with its channels.
    public void dismiss(Duration after) {
        try {
            channel.eventLoop().schedule(() -> lifeline.sendAway(this), after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // As above.
            return;
        }
    }
}
