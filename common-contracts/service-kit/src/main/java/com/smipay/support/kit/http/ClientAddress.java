package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Where a request came from: `X-Forwarded-For` counts only as far as trusted proxies wrote it.
public final class ClientAddress {
    private static final HeaderName FORWARDED_FOR = HeaderNames.create(Headers.FORWARDED_FOR);

    private final Set<String> trustedProxies;

    public ClientAddress(List<String> trustedProxies) {
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /// The nearest address that is no trusted proxy.
    public String of(ServerRequest req) {
        String address = req.remotePeer().host();
        List<String> hops = req.headers().contains(FORWARDED_FOR)
                ? req.headers().get(FORWARDED_FOR).allValues().stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(String::strip)
                        .filter(hop -> !hop.isEmpty() && hop.length() <= 64)
                        .toList()
                : List.of();
        for (int i = hops.size() - 1; i >= 0 && trustedProxies.contains(address); i--) {
            address = hops.get(i);
        }
        return address;
    }
}
