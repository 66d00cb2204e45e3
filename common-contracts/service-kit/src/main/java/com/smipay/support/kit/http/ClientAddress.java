package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/// Where a request came from: `X-Forwarded-For` counts only as far as trusted proxies wrote it.
public final class ClientAddress {
    private static final HeaderName FORWARDED_FOR = HeaderNames.create(Headers.FORWARDED_FOR);

    private final List<AddressRange> trustedProxies;

    /// @param trustedProxies addresses, and networks in CIDR notation
    /// @throws IllegalArgumentException for anything else
    public ClientAddress(List<String> trustedProxies) {
        this.trustedProxies = trustedProxies.stream().map(AddressRange::parse).toList();
    }

    /// The nearest address that is no trusted proxy.
    public String resolve(ServerRequest req) {
        String address = req.remotePeer().host();
        List<String> hops = req.headers().contains(FORWARDED_FOR)
                ? req.headers().get(FORWARDED_FOR).allValues().stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(String::strip)
                        .filter(hop -> !hop.isEmpty() && hop.length() <= 64)
                        .toList()
                : List.of();
        for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
            address = hops.get(i);
        }
        return address;
    }

    private boolean isTrusted(String address) {
        if (trustedProxies.isEmpty()) {
            return false;
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return trustedProxies.stream().anyMatch(range -> range.contains(literal));
        } catch (IllegalArgumentException e) {
            // A hop that a client made up.
            return false;
        }
    }
}
