package com.smipay.support.realtime.api;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One task to come on a channel's event loop: setting it anew drops the former.
final class ChannelTimer {
    private @Nullable Future<?> pending;

    void set(ChannelHandlerContext ctx, Duration delay, Runnable task) {
        cancel();
        pending = ctx.executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void cancel() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }
}
