package com.smipay.support.faults.stack;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import java.util.List;

/// Where PgBouncer takes orders: a database of its own that knows nothing else.
public record PoolerConsole(Database database) {
    private static final String ITSELF = "pgbouncer";

    public static PoolerConsole of(OwnStack stack) {
        return new PoolerConsole(new Database(
                String.valueOf(stack.part(ITSELF).recorded().internalUrl()),
                // It takes orders as plain text only, and no `set` as the driver has for servers of an old version.
                ITSELF + "?preferQueryMode=simple&assumeMinServerVersion=9.0",
                stack.secret(Secret.POSTGRES_PASSWORD)));
    }

    /// Returns when the transactions under way have ended; new ones wait.
    public void pause() {
        database.execute("PAUSE");
    }

    public void resume() {
        database.execute("RESUME");
    }

    /// Every connection to the server is closed after its transaction. Returns when all of them are.
    public void reconnect() {
        database.execute("RECONNECT");
        database.execute("WAIT_CLOSE");
    }

    /// Connections that the services have open.
    public long fromServices() {
        return count("SHOW CLIENTS");
    }

    /// Connections that it has open to the server.
    public long toServer() {
        return count("SHOW SERVERS");
    }

    /// Since it was started.
    public long transactions() {
        List<Long> ofEach = database.read(
                "SHOW STATS", row -> ITSELF.equals(row.getString("database")) ? 0L : row.getLong("total_xact_count"));
        return ofEach.stream().mapToLong(Long::longValue).sum();
    }

    private long count(String order) {
        List<String> databases = database.read(order, row -> String.valueOf(row.getString("database")));
        return databases.stream().filter(name -> !name.equals(ITSELF)).count();
    }
}
