package com.smipay.support.local.supervisor;

import com.smipay.support.servers.process.FreePorts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ports behind the gateway, by the name of the listener. They stay while the stack runs, so that a process that
/// is started again is found where it was.
record PortPlan(Map<String, Integer> ports) {
    /// Those of the last time, where they are still free: people get used to them. They are claimed for as long as this
    /// process lives, so that a stack which starts beside this one chooses others.
    ///
    /// @param gateway the public port, which is still free at this time, and not to be chosen
    static PortPlan choose(int gateway, List<String> listeners, Map<String, Integer> before) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String listener : listeners) {
            int port = Optional.ofNullable(before.get(listener)).orElse(0);
            while (port == 0 || port == gateway || ports.containsValue(port) || !FreePorts.claim(port)) {
                port = FreePorts.any();
            }
            ports.put(listener, port);
        }
        return new PortPlan(ports);
    }

    int port(String listener) {
        return Optional.ofNullable(ports.get(listener)).orElseThrow();
    }
}
