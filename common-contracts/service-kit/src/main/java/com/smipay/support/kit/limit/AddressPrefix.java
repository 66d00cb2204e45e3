package com.smipay.support.kit.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// What counts as one address: an IPv4 address; of IPv6 the first 64 bits, because whoever has one address of such a
/// network has them all.
final class AddressPrefix {
    private static final int NETWORK_BYTES = 8;

    private AddressPrefix() {}

    /// @param address as text; never looked up by name, and taken as it is where it is none
    static String of(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6 ? network(v6) : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private static String network(Inet6Address address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES));
    }
}
