package com.smipay.support.local.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.ProcessMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// How a process of the stack is, as seen from outside at this moment.
public enum Condition {
    /// Runs, and was not ready since it was started.
    STARTING,
    READY,
    /// Runs, but lacks something: it serves with less, or was ready before and is not now.
    DEGRADED,
    DOWN;

    private static final int OK = 200;
    private static final int LIMIT = 2_000;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Condition of(Part part) {
        boolean alive = part.phase() == Phase.EXTERNAL
                || Optional.ofNullable(part.process())
                        .flatMap(ProcessMark::find)
                        .isPresent();
        if (!alive) {
            return DOWN;
        }
        if (part.phase() == Phase.STARTING) {
            return STARTING;
        }
        Condition lacking = part.phase() == Phase.EXTERNAL ? DOWN : DEGRADED;
        String url = part.internalUrl() == null ? String.valueOf(part.publicUrl()) : part.internalUrl();
        // The gateway has no health of its own: that it answers is all.
        return part.internalUrl() == null || !url.startsWith("http")
                ? (answers(url) ? READY : lacking)
                : health(URI.create(url), lacking);
    }

    /// A service of another deployment, by its internal address.
    public static Condition of(URI service) {
        return health(service, DOWN);
    }

    private static Condition health(URI service, Condition lacking) {
        if (Probe.status(service.resolve("/health/ready")) != OK) {
            return lacking;
        }
        return isDegraded(Probe.body(service.resolve("/health"))) ? DEGRADED : READY;
    }

    private static boolean isDegraded(String health) {
        try {
            return Json.mapper().readTree(health).findValues("degraded").stream()
                    .anyMatch(JsonNode::asBoolean);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /// @param address `host:port`, with or without a scheme; of several, the first
    static boolean answers(String address) {
        URI uri = URI.create(address.contains("://") ? address : "tcp://" + address.split(",", 2)[0]);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), LIMIT);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
