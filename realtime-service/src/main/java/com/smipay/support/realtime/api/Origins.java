package com.smipay.support.realtime.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whose `Origin` may connect (`decisions.md` 47). No gate by default: the token comes in the CONNECT packet and no
/// cookie counts, so a foreign page has nothing to ride on.
///
/// Narrowed to a list, an `Origin` of the request's own host passes all the same, for React Native (Android: the
/// address with its port; iOS: without a default port), Swift and Python send that; so does a request without one.
final class Origins {
    private static final String ANY = "*";
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final Set<Integer> DEFAULT_PORTS = Set.of(-1, 80, 443);
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    /// @param port -1 where none is written
    private record Host(String name, int port) {
        /// Behind an ingress nobody tells which of the default ports an address without one stands for.
        boolean isAlso(Host other) {
            return name.equals(other.name)
                    && (port == other.port || (DEFAULT_PORTS.contains(port) && DEFAULT_PORTS.contains(other.port)));
        }
    }

    private final Set<String> listed;

    /// @param listed as browsers send them; `*` for every one
    Origins(Set<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    boolean allow(HttpHeaders headers) {
        List<String> sent = headers.getAll(HttpHeaderNames.ORIGIN);
        return sent.isEmpty() || listed.contains(ANY) || (sent.size() == 1 && allows(sent.getFirst(), headers));
    }

    private boolean allows(String origin, HttpHeaders headers) {
        if (listed.contains(origin)) {
            return true;
        }
        Host own = ofOrigin(origin);
        return own != null && addressed(headers).anyMatch(own::isAlso);
    }

    /// The hosts that the client may have meant: what it wrote, and what a proxy says that it wrote.
    private static Stream<Host> addressed(HttpHeaders headers) {
        return Stream.of(HttpHeaderNames.HOST.toString(), FORWARDED_HOST)
                .flatMap(header -> headers.getAll(header).stream())
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(host -> parse("http://" + host.strip()))
                .filter(Objects::nonNull)
                .map(Origins::hostOf);
    }

    private static @Nullable Host ofOrigin(String origin) {
        URI uri = parse(origin);
        return uri != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)) ? hostOf(uri) : null;
    }

    private static Host hostOf(URI uri) {
        return new Host(uri.getHost().toLowerCase(Locale.ROOT), uri.getPort());
    }

    /// Null for what names no host.
    private static @Nullable URI parse(String address) {
        try {
            URI uri = new URI(address);
            return uri.getScheme() == null || uri.getHost() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
