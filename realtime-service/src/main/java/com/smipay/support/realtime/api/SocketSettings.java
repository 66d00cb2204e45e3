package com.smipay.support.realtime.api;

import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.kit.config.Settings;
import java.time.Duration;
import java.util.Set;

/// Where sockets are served, and to whom.
///
/// @param port 0 takes a free one
/// @param mostConnections authenticated or not; one more is closed at once
/// @param origins the values of `Origin` that may connect beside the server's own; `*` for every one
///     (`decisions.md` 47)
/// @param joinDeadline how long a transport may stay without the namespace (`decisions.md` 25)
/// @param mostPerPerson of one person's connections; one more ends the oldest (`decisions.md` 56)
/// @param crossOrigin `cors.origins`: whose pages may read what is answered to plain HTTP
public record SocketSettings(
        String host,
        int port,
        int mostConnections,
        Set<String> origins,
        Duration joinDeadline,
        int mostPerPerson,
        CrossOrigin crossOrigin) {
    /// For no page of any origin.
    public SocketSettings(
            String host, int port, int mostConnections, Set<String> origins, Duration joinDeadline, int mostPerPerson) {
        this(host, port, mostConnections, origins, joinDeadline, mostPerPerson, CrossOrigin.NONE);
    }

    public static SocketSettings from(Settings settings) {
        return new SocketSettings(
                settings.text("server.host"),
                settings.number("server.port"),
                settings.number("server.max-connections"),
                Set.copyOf(settings.list("sockets.origins")),
                settings.duration("sockets.join-deadline"),
                settings.number("sockets.per-person"),
                CrossOrigin.of(settings.list("cors.origins")));
    }
}
