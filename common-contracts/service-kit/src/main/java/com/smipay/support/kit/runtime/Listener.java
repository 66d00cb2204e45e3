package com.smipay.support.kit.runtime;

import io.helidon.webserver.WebServer;
import java.util.Objects;
import java.util.function.IntSupplier;

/// Something that takes connections.
///
/// @param host the address that it is bound to
/// @param start opens it, and gives the port that it took; throws where it can't
/// @param stop lets what is under way come to its end, within a bound of its own
public record Listener(String host, IntSupplier start, ServiceApplication.Stop stop) {
    /// A server of Helidon's, by its default socket. Where one of its sockets can't be opened, it says so in the log,
    /// closes the others and returns as if all were well. A process that went on would serve nobody, and nobody
    /// would start it again.
    public static Listener of(WebServer server) {
        return new Listener(server.prototype().host(), () -> open(server), server::stop);
    }

    /// Another socket of a server that the default socket's listener opens and stops.
    static Listener besides(WebServer server, String socket) {
        String host =
                Objects.requireNonNull(server.prototype().sockets().get(socket)).host();
        return new Listener(host, () -> server.port(socket), () -> {});
    }

    private static int open(WebServer server) {
        if (!server.start().isRunning()) {
            throw new IllegalStateException(
                    "A listener can't be opened, for instance because its port is taken: the line before says which");
        }
        return server.port();
    }
}
