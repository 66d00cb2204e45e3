package com.smipay.support.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class FreePortsTest {
    @Test
    void aPortThatAnotherProcessHasClaimedIsNotGivenAgain() throws Exception {
        try (DatagramSocket claimed = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.claim(claimed.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPortThatSomebodyListensOnIsNotGiven() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.claim(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void aClaimStandsInNobodysWayAndIsOursWhenAskedForAgain() throws Exception {
        int port = FreePorts.any();

        try (ServerSocket ours = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ours.getLocalPort()).isEqualTo(port);
        }
        assertThat(FreePorts.claim(port)).isTrue();
    }
}
