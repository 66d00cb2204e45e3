package com.smipay.support.kit.db;

import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands connections to the DbClient and takes back every one of them when the call that needed it ends. The DbClient
/// alone leaks them: when a parameter does not bind, and when a result stream is abandoned.
///
/// While the database is away nobody waits for it but one caller now and then, who looks: the others are told at
/// once, so that no threads pile up.
final class LeakGuardedPool implements JdbcConnectionPool {
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(500).toNanos();

    private final HikariDataSource pool;
    private final Semaphore look = new Semaphore(1);
    private volatile boolean away;
    private volatile @Nullable SQLException lastFailure;
    private volatile long nextLook;
    private volatile long lastMove = System.nanoTime();

    /// Of the instance, because two databases in one JVM (in tests) must not share leases.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Deque<Connection>> leased = new ThreadLocal<>();

    LeakGuardedPool(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection connection() {
        Deque<Connection> mine = leased.get();
        if (mine == null) {
            throw new IllegalStateException("A connection outside of a lease");
        }
        try {
            Connection connection = away ? look() : acquire();
            mine.push(connection);
            return connection;
        } catch (SQLException e) {
            throw new DbClientException("No connection", e);
        }
    }

    private Connection look() throws SQLException {
        if (System.nanoTime() - nextLook < 0 || !look.tryAcquire()) {
            throw new SQLTransientConnectionException("The database was away a moment ago");
        }
        try {
            return acquire();
        } finally {
            look.release();
        }
    }

    private Connection acquire() throws SQLException {
        long began = System.nanoTime();
        try {
            Connection connection = pool.getConnection();
            lastMove = System.nanoTime();
            away = false;
            lastFailure = null;
            return connection;
        } catch (SQLException e) {
            lastFailure = e;
            nextLook = System.nanoTime() + BETWEEN_LOOKS_NANOS;
            // While others get connections and give them back, the database is busy and not away.
            away = lastMove - began < 0;
            throw e;
        }
    }

    @Override
    public String dbType() {
        return "jdbc:postgresql";
    }

    <T extends @Nullable Object> T with(Supplier<T> work) {
        if (leased.get() != null) {
            throw new IllegalStateException("A transaction inside of a transaction would need a second connection");
        }
        Deque<Connection> mine = new ArrayDeque<>(1);
        leased.set(mine);
        try {
            return work.get();
        } catch (RuntimeException e) {
            RuntimeException translated = Database.translate(e);
            if (translated instanceof DatabaseUnavailableException unavailable && unavailable.isReadOnly()) {
                dropAll();
            }
            throw translated;
        } finally {
            leased.remove();
            mine.forEach(this::giveBack);
        }
    }

    /// Why there is no connection, in a sentence: what the last try met, where nobody tried for this one.
    String fault(RuntimeException failure) {
        SQLException last = lastFailure;
        return DatabaseFault.sentence(last == null ? failure : last);
    }

    /// Whether a caller had no connection because others have them all, and give them back: then the database answers
    /// them, and only this caller does not know how.
    boolean isBusy(RuntimeException failure) {
        if (away) {
            return false;
        }
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLTransientConnectionException)) {
            cause = cause.getCause();
        }
        return cause != null && cause.getCause() == null;
    }

    /// After a failover every connection leads to what is a standby now. Those in use are dropped when they are given
    /// back; new ones lead to wherever the primary is.
    void dropAll() {
        System.getLogger(LeakGuardedPool.class.getName())
                .log(System.Logger.Level.INFO, "The database is read-only: its connections are dropped");
        if (pool.getHikariPoolMXBean() != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /// Giving back twice does nothing: the pool hands out a proxy for each lease.
    private void giveBack(Connection connection) {
        lastMove = System.nanoTime();
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(LeakGuardedPool.class.getName()).log(System.Logger.Level.DEBUG, "A broken connection", e);
        }
    }
}
