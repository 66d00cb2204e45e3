package com.smipay.support.faults.experiment;

import com.smipay.support.faults.stack.OwnStack;
import java.util.List;
import java.util.Map;

/// For experiments that need two replicas of every service.
final class Replicated {
    /// For `deploy/up`.
    static final Map<String, String> SETTINGS = Map.of(
            "SUPPORT_TICKET_INSTANCES", "2",
            "SUPPORT_MESSAGING_INSTANCES", "2",
            "SUPPORT_RATING_INSTANCES", "2");

    private Replicated() {}

    /// As `deploy/status` names them.
    static List<String> replicas(String service) {
        return List.of(service, service + "-2");
    }

    /// Whether its replicas hold sockets.
    static boolean holdsSockets(String service) {
        return service.equals(OwnStack.REALTIME);
    }
}
