package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.postgres.PostgresServer;
import com.smipay.support.servers.postgres.PostgresSettings;
import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL with the services' databases.
final class PostgresMember implements Member {
    private final StackHome home;
    private final int port;
    private final List<String> databases;
    private @Nullable PostgresServer server;

    PostgresMember(StackHome home, int port, List<String> databases) {
        this.home = home;
        this.port = port;
        this.databases = databases;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public @Nullable String publicUrl() {
        return null;
    }

    @Override
    public String internalUrl() {
        return "postgresql://127.0.0.1:" + port;
    }

    @Override
    public Path log() {
        return home.log(name());
    }

    @Override
    public ProcessHandle start() throws IOException {
        PostgresServer started = PostgresServer.start(new PostgresSettings(
                home.postgres(),
                port,
                Durability.DURABLE,
                home.secret(Secret.POSTGRES_PASSWORD).path(),
                log()));
        server = started;
        for (String database : databases) {
            started.createDatabase(database);
        }
        return started.process();
    }

    @Override
    public boolean isReady() {
        return server != null;
    }

    @Override
    public void stop(ProcessHandle process) throws IOException {
        if (server != null) {
            server.close();
        } else {
            Waiting.stop(process, Duration.ofSeconds(20));
        }
    }
}
