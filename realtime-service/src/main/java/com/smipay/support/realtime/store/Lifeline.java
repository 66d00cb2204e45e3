package com.smipay.support.realtime.store;

import com.smipay.support.realtime.domain.Refusal;
import java.time.Instant;

/// What can be done to the line behind a connection. Called on its event loop only; a connection that is not the
/// present one of its line any more has no say.
public interface Lifeline {
    /// Ends it in a way that makes official clients come back at once.
    void sendAway(Connection connection);

    /// Says why and ends it in a way that makes official clients stay away until they are asked to.
    void expel(Connection connection, Refusal why);

    /// Its token has been renewed.
    void livesUntil(Connection connection, Instant expiry);
}
