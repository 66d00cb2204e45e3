package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.testkit.SocketLine;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// An app made with React Native, whose sockets are the phone's own: the whole head with which each of them asks for
/// the upgrade, as its sources write it, and what it looks for in the answer.
public enum ReactNative {
    /// `WebSocketModule.kt` gives OkHttp 4.9.2 the cookies and an origin; OkHttp adds what a websocket needs
    /// (`RealWebSocket`) and what every request of its has (`BridgeInterceptor`). The origin has the port that the
    /// address has, and the host leaves out one that goes without saying.
    ANDROID("""
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            Cookie: COOKIES
            origin: ORIGIN
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Extensions: permessage-deflate
            Host: HOST
            Accept-Encoding: gzip
            User-Agent: okhttp/4.9.2

            """) {
        @Override
        String origin(URI address) {
            return scheme(address) + "://" + address.getAuthority();
        }

        @Override
        String host(URI address) {
            return withoutUsualPort(address);
        }
    },

    /// `RCTWebSocketModule.mm` and SocketRocket 0.7.1 (`SRHTTPConnectMessage.m`, `SRURLUtilities.m`): no user agent, no
    /// extensions; the origin leaves out a port that goes without saying, and the host has that of the address.
    /// CFNetwork puts the fields into an order of its own, here that of a request in React Native's issue 28450.
    IOS("""
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            Host: HOST
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Upgrade: websocket
            Cookie: COOKIES
            Origin: ORIGIN
            Connection: Upgrade

            """) {
        @Override
        String origin(URI address) {
            return scheme(address) + "://" + withoutUsualPort(address);
        }

        @Override
        String host(URI address) {
            return address.getAuthority();
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What RFC 6455 makes of the key.
    private static final String ACCEPTED = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final String head;

    ReactNative(String head) {
        this.head = head;
    }

    abstract String origin(URI address);

    abstract String host(URI address);

    private static String scheme(URI address) {
        return address.getScheme().replace("ws", "http");
    }

    private static String withoutUsualPort(URI address) {
        int usual = address.getScheme().equals("wss") ? 443 : 80;
        return address.getPort() == usual ? address.getHost() : address.getAuthority();
    }

    /// Connects, joins the namespace, and is answered there.
    ///
    /// @param server where that address leads to
    /// @param address as the app knows it
    /// @param cookies bytes that the phone has gathered
    public void isServed(URI server, URI address, int cookies, Person person) throws IOException {
        String request = head.replace("COOKIES", cookies(cookies))
                .replace("Cookie: \n", "")
                .replace("ORIGIN", origin(address))
                .replace("HOST", host(address));
        try (SocketLine line = SocketLine.upgrade(server, request, 0, PATIENCE)) {
            assertTaken(line.answer());
            line.join(person.bearer());
            line.send("42/support,7[\"leave_ticket\",{\"ticket_id\":\"00000000-0000-7000-8000-000000000000\"}]");
            assertThat(line.read()).isEqualTo("43/support,7[{\"success\":true}]");
        }
    }

    /// In one field, as both send them.
    private static String cookies(int bytes) {
        String each = "session=0123456789";
        return String.join("; ", Collections.nCopies(bytes / (each.length() + 2), each));
    }

    /// OkHttp gives up where one of the first three is another, SocketRocket where the third is, or where a protocol is
    /// named. Nothing is compressed, whoever offers it.
    private static void assertTaken(String answer) {
        assertThat(values(answer, "Connection")).containsExactly("upgrade");
        assertThat(values(answer, "Upgrade")).containsExactly("websocket");
        assertThat(answer).contains(": " + ACCEPTED + "\r\n");
        assertThat(values(answer, "Sec-WebSocket-Protocol")).isEmpty();
        assertThat(values(answer, "Sec-WebSocket-Extensions")).isEmpty();
    }

    /// In lower case: neither looks at the case of these.
    private static List<String> values(String answer, String name) {
        String beginning = name.toLowerCase(Locale.ROOT) + ": ";
        return answer.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }
}
