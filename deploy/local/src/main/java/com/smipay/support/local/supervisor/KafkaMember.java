package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.servers.process.StartCache;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The Kafka broker.
final class KafkaMember implements Member {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final StackHome home;
    private final int port;
    private final int controllerPort;

    KafkaMember(StackHome home, int port, int controllerPort) {
        this.home = home;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public @Nullable String publicUrl() {
        return null;
    }

    @Override
    public String internalUrl() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Path log() {
        return home.log(name());
    }

    @Override
    public ProcessHandle start() throws IOException {
        return BrokerProcess.start(home.kafka(), port, controllerPort, log()).process();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void stop(ProcessHandle process) throws IOException {
        Waiting.stop(process, StartCache.stopLimit(GRACE));
    }
}
