package com.smipay.support.realtime.store;

import com.smipay.support.realtime.domain.Refusal;
import java.time.Instant;

/// A line of which nothing is asked.
final class NoLifeline implements Lifeline {
    @Override
    public void sendAway(Connection connection) {}

    @Override
    public void expel(Connection connection, Refusal why) {}

    @Override
    public void livesUntil(Connection connection, Instant expiry) {}
}
