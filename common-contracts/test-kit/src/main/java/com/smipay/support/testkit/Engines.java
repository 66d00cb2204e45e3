package com.smipay.support.testkit;

import org.testcontainers.DockerClientFactory;

/// Whether there is a container engine: tests run their servers in containers then, and from embedded binaries
/// otherwise.
final class Engines {
    private static final class Found {
        static final boolean CONTAINERS = DockerClientFactory.instance().isDockerAvailable();
    }

    private Engines() {}

    static boolean containers() {
        return Found.CONTAINERS;
    }
}
