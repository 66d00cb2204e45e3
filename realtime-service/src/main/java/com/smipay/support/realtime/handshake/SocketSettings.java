package com.smipay.support.realtime.handshake;

import com.smipay.support.kit.config.Settings;
import java.util.Set;

/// Where sockets are served, and to which browsers.
///
/// @param port 0 takes a free one
/// @param mostConnections authenticated or not; one more is closed at once
/// @param origins the values of `Origin` that may connect; clients that send none may always
public record SocketSettings(String host, int port, int mostConnections, Set<String> origins) {
    public static SocketSettings from(Settings settings) {
        return new SocketSettings(
                settings.text("server.host"),
                settings.number("server.port"),
                settings.number("server.max-connections"),
                Set.copyOf(settings.list("cors.origins")));
    }
}
