package com.smipay.support.kit.db;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// How long anything in the database may take (`decisions.md` 57). They come with each connection's start-up packet, so
/// they cost no round trip, and PostgreSQL itself keeps them: when it gives up, nothing is stored. Each is longer than
/// the one before it, so that whoever can say for certain what became of a statement is always the first to give up.
/// None of them but the socket's counts for a COMMIT that waits for the disk or for a standby, which nobody can stop.
///
/// A client that has lost its power frees its locks within the longest of them.
///
/// @param lock that a statement waits for a row that somebody holds
/// @param statement that a statement runs, waiting included; one that needs longer is stopped and leaves nothing
/// @param idleInTransaction that a transaction waits for its client: one that is frozen loses its locks
/// @param socket that an answer is waited for on the connection. In whole seconds; only for a server that is gone or
///     hangs, because any other one has given up before
/// @param connectionCheck how often PostgreSQL looks whether a running statement's client is still there; zero where
///     its system can't tell
/// @param tcpUser that sent bytes may stay unacknowledged before PostgreSQL drops the client; zero for the system's own
public record DatabaseTimeouts(
        Duration lock,
        Duration statement,
        Duration idleInTransaction,
        Duration socket,
        Duration connectionCheck,
        Duration tcpUser) {
    private static final String TAKE_TURN = "select cast(pg_advisory_xact_lock(5759001) as text) as turn";

    private static final String IS_KEPT = """
            select exists (
                select from pg_db_role_setting
                where setdatabase = (select oid from pg_database where datname = current_database())
                  and setrole = (select oid from pg_roles where rolname = current_user)
                  and :kept = any (setconfig)) as kept
            """;

    private static final String KEEP = """
            select format('alter role current_user in database %I set %I = %L',
                          current_database(), cast(:name as text), cast(:millis as text)) as statement
            """;

    public DatabaseTimeouts {
        if (!lock.isPositive() || lock.compareTo(statement) >= 0 || statement.compareTo(socket) >= 0) {
            throw new IllegalArgumentException(
                    "database.lock-timeout < database.statement-timeout < database.socket-timeout must hold");
        }
        if (!idleInTransaction.isPositive()) {
            throw new IllegalArgumentException("database.idle-in-transaction-timeout must be longer than zero");
        }
    }

    public static DatabaseTimeouts standard() {
        return new DatabaseTimeouts(
                Duration.ofMillis(750),
                Duration.ofSeconds(7),
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(8));
    }

    static DatabaseTimeouts from(Settings settings) {
        return new DatabaseTimeouts(
                settings.duration("database.lock-timeout"),
                settings.duration("database.statement-timeout"),
                settings.duration("database.idle-in-transaction-timeout"),
                settings.duration("database.socket-timeout"),
                settings.duration("database.connection-check-interval"),
                settings.duration("database.tcp-user-timeout"));
    }

    /// PostgreSQL's own names and milliseconds, without those that are off.
    private Map<String, Long> session() {
        Map<String, Long> session = new LinkedHashMap<>();
        session.put("lock_timeout", lock.toMillis());
        session.put("statement_timeout", statement.toMillis());
        session.put("idle_in_transaction_session_timeout", idleInTransaction.toMillis());
        session.put("client_connection_check_interval", connectionCheck.toMillis());
        session.put("tcp_user_timeout", tcpUser.toMillis());
        session.values().removeIf(millis -> millis <= 0);
        return session;
    }

    /// The driver's connection property `options`.
    String options() {
        return session().entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    /// For migrations, which take as long as they take, whatever the role or the database is set to. But they
    /// wait for a table's lock for a shorter time than anybody else: all statements on the table stand behind a
    /// migration that waits for it, and none of them must give up for that.
    String migrationOptions() {
        return "-c lock_timeout=%d -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
                .formatted(Math.max(1, lock.toMillis() / 2));
    }

    /// Lets every session of this user in this database begin with them, where sessions are a pooler's and nothing can
    /// be said when they start. A user may set that for itself. What the pooler has open already keeps what it has.
    void keepForUser(Database database) {
        database.transaction(statements -> {
            statements.queryOne(TAKE_TURN, Map.of(), row -> row.text("turn"));
            session().forEach((name, millis) -> {
                if (statements
                        .queryOne(IS_KEPT, Map.of("kept", name + "=" + millis), row -> row.flag("kept"))
                        .orElse(false)) {
                    return;
                }
                String keep = statements
                        .queryOne(
                                KEEP,
                                Map.of("name", name, "millis", Long.toString(millis)),
                                row -> row.text("statement"))
                        .orElseThrow();
                statements.update(keep, Map.of());
            });
            return null;
        });
    }

    /// The driver's connection property `socketTimeout`.
    String socketSeconds() {
        return String.valueOf(Math.max(1, socket.toSeconds()));
    }
}
