package com.smipay.support.kit.http;

import java.net.InetAddress;

/// One address, or a network in CIDR notation (`10.0.0.0/8`): an ingress in a cluster has no fixed address.
///
/// @param prefix how many leading bits count
record AddressRange(InetAddress network, int prefix) {
    /// @throws IllegalArgumentException for anything else; names are not looked up
    static AddressRange parse(String text) {
        String[] sides = text.split("/", 2);
        try {
            InetAddress network = InetAddress.ofLiteral(sides[0]);
            int bits = network.getAddress().length * Byte.SIZE;
            int prefix = sides.length == 1 ? bits : Integer.parseInt(sides[1]);
            if (prefix >= 0 && prefix <= bits) {
                return new AddressRange(network, prefix);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Neither an address nor a network: " + text, e);
        }
        throw new IllegalArgumentException("Neither an address nor a network: " + text);
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int counting = 0xFF << Math.max(0, Byte.SIZE - (prefix - bit));
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & counting & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
