package com.smipay.support.kit.runtime;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;

/// Where a listener listens and what it bounds.
///
/// @param port 0 takes a free one
/// @param maxRequests requests taken in at once; more are answered 503
/// @param maxActive requests worked on at once; the others wait for their turn, three seconds at the most
/// @param grace how long running requests may take when the service stops
public record ListenerSettings(
        String host, int port, int maxConnections, int maxRequests, int maxActive, Duration grace) {
    /// @param listener `server` or `internal`
    public static ListenerSettings from(Settings settings, String listener) {
        return new ListenerSettings(
                settings.text(listener + ".host"),
                settings.number(listener + ".port"),
                settings.number(listener + ".max-connections"),
                settings.number(listener + ".max-requests"),
                settings.number(listener + ".max-active"),
                settings.duration("server.grace-period"));
    }
}
