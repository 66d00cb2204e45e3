package com.smipay.support.faults.stack;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.outside.StackProcess;
import com.smipay.support.servers.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/// A stack that belongs to a run alone, started as `deploy/up` starts it.
public final class OwnStack implements AutoCloseable {
    public static final String TICKET = "ticket-service";
    public static final String MESSAGING = "messaging-service";
    public static final String RATING = "rating-service";
    public static final String REALTIME = "realtime-service";

    private final StackHome home;
    private final int port;
    private final StackProcess process;

    private OwnStack(StackHome home, int port, StackProcess process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /// Returns when it is ready.
    ///
    /// @param settings on top of what every run has: no request limits
    public static OwnStack start(StackHome home, Map<String, String> settings) throws IOException {
        int port = FreePorts.any();
        StackProcess process = StackProcess.launch(home, port, settings);
        return new OwnStack(home, port, process);
    }

    public StackHome home() {
        return home;
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /// @param name as `deploy/status` prints it
    public StackPart part(String name) {
        return new StackPart(home, name);
    }

    public URI publicUrl(String name) {
        return URI.create(String.valueOf(part(name).recorded().publicUrl()));
    }

    public URI internalUrl(String name) {
        return URI.create(String.valueOf(part(name).recorded().internalUrl()));
    }

    public String kafka() {
        return String.valueOf(part("kafka").recorded().internalUrl());
    }

    public String secret(Secret secret) {
        try {
            return home.secret(secret).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One of the services' databases.
    public Rows database(String name) {
        return new Rows(
                "jdbc:" + part("postgres").recorded().internalUrl() + "/" + name, secret(Secret.POSTGRES_PASSWORD));
    }

    @Override
    public void close() {
        process.close();
    }
}
