package com.smipay.support.local.gateway;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The gateway as a process of its own, so that it is watched over like any other. Arguments: see
/// [GatewaySettings#parse].
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] arguments) {
        // One line for each fault: the traces of a proxy that meets a dead service tell nothing more.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%n");
        Logger.getLogger("").setLevel(Level.WARNING);
        Gateway gateway =
                Gateway.start(GatewaySettings.parse(List.of(arguments)).with(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
    }
}
