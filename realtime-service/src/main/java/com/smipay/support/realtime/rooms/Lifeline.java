package com.smipay.support.realtime.rooms;

import com.smipay.support.realtime.domain.Refusal;
import java.time.Instant;

/// What can be done to the line behind a connection. Called on its event loop only.
public interface Lifeline {
    /// Ends it in a way that makes official clients come back at once.
    void sendAway();

    /// Says why and ends it in a way that makes official clients stay away until they are asked to.
    void expel(Refusal why);

    /// Its token has been renewed.
    void livesUntil(Instant expiry);
}
