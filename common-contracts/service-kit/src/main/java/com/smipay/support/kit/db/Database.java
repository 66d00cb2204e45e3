package com.smipay.support.kit.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only door to a service's database. Every connection is leased here and given back here, whatever the DbClient
/// forgot; a transaction commits on return and rolls back on any throw. Safe for all threads; calls block, so they
/// belong on virtual threads.
///
/// Statements use named parameters ([NamedSql]).
public final class Database implements Statements, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final LeakGuardedPool leases;
    private final DbClient client;
    private volatile String sentence = DatabaseStanding.ANSWERS;
    private volatile DatabaseStanding lastSeen = DatabaseStanding.away("Nobody has looked yet");

    public Database(DatabaseSettings settings) {
        this.settings = settings;
        this.pool = new HikariDataSource(poolConfig(settings));
        this.leases = new LeakGuardedPool(pool);
        this.client = JdbcClientBuilder.create()
                .connectionPool(leases)
                .parametersSetter(JdbcParametersConfig.builder()
                        .useStringBinding(false)
                        .useByteArrayBinding(false)
                        .build())
                .build();
    }

    private static HikariConfig poolConfig(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setCredentialsProvider(
                () -> Credentials.of(settings.username(), settings.password().get()));
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(2, settings.poolSize()));
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setValidationTimeout(Math.min(500, settings.acquireTimeout().toMillis()));
        // The service starts while its database is away, and says so in its health.
        config.setInitializationFailTimeout(-1);
        config.setPoolName("database");
        config.addDataSourceProperty("connectTimeout", "2");
        if (settings.poolMode() == DatabaseSettings.PoolMode.SESSION) {
            config.addDataSourceProperty("options", settings.timeouts().options());
        } else {
            // A statement that one connection of the server has prepared is unknown to the next.
            config.addDataSourceProperty("prepareThreshold", "0");
        }
        config.addDataSourceProperty("socketTimeout", settings.timeouts().socketSeconds());
        // A standby is no database for us: whoever is connected with one is not connected.
        config.addDataSourceProperty("targetServerType", "primary");
        config.addDataSourceProperty("hostRecheckSeconds", "1");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // So that `pg_stat_activity` says which replica holds a lock.
        config.addDataSourceProperty(
                "ApplicationName", "support-desk " + ProcessHandle.current().pid());
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        // The detail of an error quotes rows, and an exception may be logged.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    /// Everything in `work` in one transaction (read committed).
    ///
    /// @throws DatabaseUnavailableException when the database is away; nothing of `work` remains, unless it went
    ///     away over the commit ([DatabaseUnavailableException#isOutcomeUnknown])
    /// @throws ConstraintViolationException when a constraint refused a row
    public <T extends @Nullable Object> T transaction(Function<Statements, T> work) {
        return transaction(work, result -> true);
    }

    /// The same, where a result may say that nothing of it is to stay.
    ///
    /// @param stays whether it is committed; else it is rolled back, and the result is given all the same
    public <T extends @Nullable Object> T transaction(Function<Statements, T> work, Predicate<? super T> stays) {
        return leases.with(() -> {
            DbTransaction tx = client.transaction();
            boolean committed = false;
            try {
                T result = work.apply(new DbStatements(tx));
                if (stays.test(result)) {
                    commit(tx);
                    committed = true;
                }
                return result;
            } finally {
                if (!committed) {
                    rollback(tx);
                }
            }
        });
    }

    private static void commit(DbTransaction tx) {
        try {
            tx.commit();
        } catch (RuntimeException e) {
            throw translate(e) instanceof DatabaseUnavailableException
                    ? new DatabaseUnavailableException(e, DatabaseUnavailableException.Cause.COMMIT_LOST)
                    : e;
        }
    }

    private static void rollback(DbTransaction tx) {
        try {
            tx.rollback();
        } catch (RuntimeException e) {
            // The exception that led here is the one to tell; the lease gives the connection back either way.
            LOG.debug("Rollback failed", e);
        }
    }

    @Override
    public <T> List<T> query(String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper) {
        return leases.with(() -> new PlainQueries(client.execute()).query(sql, params, mapper));
    }

    @Override
    public <T> Optional<T> queryOne(
            String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper) {
        return query(sql, params, mapper).stream().findFirst();
    }

    @Override
    public long update(String sql, Map<String, ? extends @Nullable Object> params) {
        return leases.with(() -> new DbStatements(client.execute()).update(sql, params));
    }

    /// For migrations, which bring their own JDBC.
    DatabaseSettings settings() {
        return settings;
    }

    /// Whether the database answers now. Never throws.
    public boolean answers() {
        try {
            return queryOne("select 1 as one", Map.of(), row -> row.integer("one"))
                    .isPresent();
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    /// How the database is now; while it is too busy to be looked at, how it was. Never throws. Where it has become a
    /// standby its connections are dropped.
    public DatabaseStanding standing() {
        DatabaseStanding standing = look();
        lastSeen = standing;
        if (standing.answers() && !standing.writable()) {
            leases.dropAll();
        }
        say(standing.sentence());
        return standing;
    }

    /// Logs each change, so that a log tells why requests are refused.
    private synchronized void say(String now) {
        if (!now.equals(sentence)) {
            sentence = now;
            if (now.equals(DatabaseStanding.ANSWERS)) {
                LOG.info("The database answers");
            } else {
                LOG.warn("{}", now);
            }
        }
    }

    private DatabaseStanding look() {
        try {
            return DatabaseStanding.of(this, settings.timeouts());
        } catch (RuntimeException e) {
            return leases.isBusy(e) ? lastSeen.busy() : DatabaseStanding.away(leases.fault(e));
        }
    }

    /// Connections in use now, for metrics.
    public int activeConnections() {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getActiveConnections();
    }

    /// Callers that wait for a connection now, for metrics.
    public int waitingCallers() {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    @Override
    public void close() {
        pool.close();
    }

    /// Turns what the driver says into what callers can act on.
    static RuntimeException translate(RuntimeException e) {
        if (e instanceof DatabaseUnavailableException) {
            return e;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlState.translate(sql, e);
            }
        }
        return e;
    }
}
