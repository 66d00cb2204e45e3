package com.smipay.support.faults.stack;

import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.process.Signal;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The PgBouncer of a stack, by signals: its console refuses the JDBC driver of today, which begins every session with
/// a `set` that the console does not know (pgbouncer issue 1509).
///
/// @param server any database of the server, past PgBouncer
public record Pooler(StackPart part, Database server) {
    private static final String SERVICES = """
            from pg_stat_activity
            where datname in ('ticket', 'messaging', 'rating') and backend_type = 'client backend'
            """;

    public static Pooler of(OwnStack stack) {
        return new Pooler(stack.part("pgbouncer"), stack.database("postgres"));
    }

    /// Transactions that have not begun wait, and those that have come to their end. Then PgBouncer has let go of every
    /// connection to the server.
    ///
    /// @return whether it has within the limit
    public boolean pause(Duration limit) throws IOException {
        Signal.USR1.send(part.process());
        return Waiting.until(limit, this::isPaused);
    }

    /// Whether it has no connection to the server, and so runs nothing there.
    public boolean isPaused() {
        return connections() == 0;
    }

    public void resume() throws IOException {
        Signal.USR2.send(part.process());
    }

    /// The server ends every connection that PgBouncer has, in the middle of transactions too.
    public void disconnect() {
        server.execute("select pg_terminate_backend(pid) " + SERVICES);
    }

    /// Connections that PgBouncer has open to the server.
    public long connections() {
        return server.number("select count(*) " + SERVICES);
    }

    /// Connections that the services have open to PgBouncer, give or take what changes meanwhile: its sockets but for
    /// those to the server and the one it listens at.
    public long clients() throws IOException {
        Path descriptors = Path.of("/proc", Long.toString(part.process().pid()), "fd");
        long sockets = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                sockets += isSocket(descriptor) ? 1 : 0;
            }
        }
        return sockets - connections() - 1;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }
}
