package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.servers.process.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PortPlanTest {
    @Test
    void thePortsOfTheLastTimeAreTakenAgainWhereTheyAreFree() throws Exception {
        int free = FreePorts.any();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortPlan plan =
                    PortPlan.choose(0, List.of("a", "b", "c"), Map.of("a", free, "b", taken.getLocalPort(), "gone", 1));
            assertThat(plan.port("a")).isEqualTo(free);
            assertThat(plan.port("b")).isNotEqualTo(taken.getLocalPort());
            assertThat(plan.ports().values()).doesNotHaveDuplicates().hasSize(3);
        }
    }

    /// The gateway opens it later than the ports are chosen.
    @Test
    void thePublicPortIsGivenToNobodyElse() throws Exception {
        int gateway = FreePorts.any();

        PortPlan plan = PortPlan.choose(gateway, List.of("a"), Map.of("a", gateway));

        assertThat(plan.port("a")).isNotEqualTo(gateway);
    }
}
