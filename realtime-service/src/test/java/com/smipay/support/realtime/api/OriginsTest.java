package com.smipay.support.realtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose `Origin` may connect (`decisions.md` 47).
class OriginsTest {
    private static final Origins ANY = new Origins(Set.of("*"));
    private static final Origins LISTED = new Origins(Set.of("https://dashboard.example.com"));
    private static final Origins NONE = new Origins(Set.of());

    private static HttpHeaders headers(String host, String... origins) {
        return new DefaultHttpHeaders().set("Host", host).set("Origin", List.of(origins));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "wss://api.example.com",
                "capacitor://localhost",
                "ionic://localhost",
                "http://localhost",
                "https://localhost",
                "file://",
                "null",
                "https://evil.example.com",
                ""
            })
    void anyMayByDefault(String origin) {
        assertThat(ANY.allow(headers("api.example.com", origin))).isTrue();
    }

    @Test
    void noneIsNeverForeign() {
        assertThat(NONE.allow(headers("api.example.com"))).isTrue();
    }

    /// The first four as React Native has them: Android writes the port of its address, whatever it is
    /// (`WebSocketModule.getDefaultOrigin`), iOS leaves a default one out (`SRURLOrigin` of SocketRocket 0.7).
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com,            api.example.com",
        "https://api.example.com:443,        api.example.com",
        "http://10.0.2.2:8080,               10.0.2.2:8080",
        "https://api.example.com:8443,       api.example.com:8443",
        "wss://api.example.com,              api.example.com",
        "ws://api.example.com:80,            api.example.com",
        "https://API.Example.com,            api.example.com",
        "https://api.example.com/,           api.example.com",
        "http://[::1]:8080,                  [::1]:8080",
        "https://api.example.com,            api.example.com:443",
        "https://dashboard.example.com,      api.example.com"
    })
    void theServersOwnAndTheListedMayWhenNarrowed(String origin, String host) {
        assertThat(LISTED.allow(headers(host, origin))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example.com,                     api.example.com",
        "https://api.example.com.evil.com,             api.example.com",
        "https://api.example.com@evil.com,             api.example.com",
        "https://api.example.com:8443,                 api.example.com",
        "http://10.0.2.2:3000,                         10.0.2.2:8080",
        "https://dashboard.example.com.evil.com,       api.example.com",
        "ftp://api.example.com,                        api.example.com",
        "api.example.com,                              api.example.com",
        "null,                                         api.example.com",
        "capacitor://localhost,                        api.example.com",
        "https://,                                     api.example.com",
        "'https://api.example.com https://evil.com',   api.example.com",
        "https://evil.com,                             'evil.com@api.example.com'"
    })
    void theRestMayNotWhenNarrowed(String origin, String host) {
        assertThat(LISTED.allow(headers(host, origin))).isFalse();
    }

    @Test
    void behindAProxyTheHostIsWhatItSays() {
        HttpHeaders forwarded = headers("realtime-service:7004", "https://api.example.com")
                .set("X-Forwarded-Host", "api.example.com, inner");

        assertThat(LISTED.allow(forwarded)).isTrue();
        assertThat(LISTED.allow(headers("realtime-service:7004", "https://api.example.com")))
                .isFalse();
    }

    @Test
    void twoOriginsAreNone() {
        assertThat(LISTED.allow(headers("x", "https://dashboard.example.com", "https://dashboard.example.com")))
                .isFalse();
    }
}
