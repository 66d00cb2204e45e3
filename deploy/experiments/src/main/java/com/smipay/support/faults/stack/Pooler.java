package com.smipay.support.faults.stack;

import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.process.Signal;
import java.io.IOException;

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

    /// Transactions that have not begun wait.
    public void pause() throws IOException {
        Signal.USR1.send(part.process());
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
}
