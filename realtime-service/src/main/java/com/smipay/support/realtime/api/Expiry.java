package com.smipay.support.realtime.api;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.time.Instant;

/// Watches a token run out: announces it a minute before, at once where less is left, and ends it at `exp`
/// (`decisions.md` 25). On the channel's event loop only.
final class Expiry {
    private static final Duration NOTICE = Duration.ofMinutes(1);
    /// The timer knows no longer times than some; a token may.
    private static final Duration LONGEST_TIMER = Duration.ofHours(12);

    private final ChannelTimer timer;
    private final Instant at;
    private final Runnable announce;
    private final Runnable expire;
    private boolean announced;

    /// @param timer belongs to this watch until it is set to something else
    Expiry(ChannelTimer timer, Instant at, Runnable announce, Runnable expire) {
        this.timer = timer;
        this.at = at;
        this.announce = announce;
        this.expire = expire;
    }

    void watch(ChannelHandlerContext ctx) {
        Duration left = Duration.between(Instant.now(), at);
        if (!left.isPositive()) {
            expire.run();
            return;
        }
        if (!announced && left.compareTo(NOTICE) <= 0) {
            announced = true;
            announce.run();
        }
        Duration next = announced ? left : left.minus(NOTICE);
        timer.set(ctx, next.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : next.plusMillis(1), () -> watch(ctx));
    }
}
