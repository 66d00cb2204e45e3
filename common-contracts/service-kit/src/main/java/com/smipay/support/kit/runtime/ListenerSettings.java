package com.smipay.support.kit.runtime;

import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.kit.config.Settings;
import java.time.Duration;

/// Where a listener listens and what it bounds.
///
/// @param port 0 takes a free one
/// @param maxRequests requests taken in at once; more are answered 503
/// @param maxActive requests worked on at once; the others wait for their turn, three seconds at the most
/// @param grace how long running requests may take when the service stops
/// @param crossOrigin `cors.origins`: whose pages may read the answers; nobody's on the internal listener
public record ListenerSettings(
        String host,
        int port,
        int maxConnections,
        int maxRequests,
        int maxActive,
        Duration grace,
        CrossOrigin crossOrigin) {
    private static final String PUBLIC = "server";

    /// For no page of any origin.
    public ListenerSettings(String host, int port, int maxConnections, int maxRequests, int maxActive, Duration grace) {
        this(host, port, maxConnections, maxRequests, maxActive, grace, CrossOrigin.NONE);
    }

    /// @param listener `server` or `internal`
    public static ListenerSettings from(Settings settings, String listener) {
        return new ListenerSettings(
                settings.text(listener + ".host"),
                settings.number(listener + ".port"),
                settings.number(listener + ".max-connections"),
                settings.number(listener + ".max-requests"),
                settings.number(listener + ".max-active"),
                settings.duration("server.grace-period"),
                listener.equals(PUBLIC) ? CrossOrigin.of(settings.list("cors.origins")) : CrossOrigin.NONE);
    }
}
