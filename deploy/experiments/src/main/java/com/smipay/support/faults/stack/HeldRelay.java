package com.smipay.support.faults.stack;

import com.smipay.support.local.outside.Database;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Holds a relay up after it has published a batch and before its deletion is committed, by a trigger of the
/// experiment's own: so that a crash there is no matter of luck.
///
/// @param database whose outbox it is
public record HeldRelay(Database database) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LOCK = 471_147;
    private static final String HOLD = """
            create function faults_hold() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock_shared(%d);
              return null;
            end $$;
            create constraint trigger faults_hold after delete on outbox deferrable initially deferred
                for each row execute function faults_hold();
            """.formatted(LOCK);
    private static final String HELD = """
            select %s
            from pg_locks lock join pg_stat_activity activity on activity.pid = lock.pid
            where lock.locktype = 'advisory' and not lock.granted and lock.objid = %d
            """;
    private static final String WHO = HELD.formatted("activity.application_name", LOCK);
    private static final String END = HELD.formatted("pg_terminate_backend(activity.pid)", LOCK);

    /// What is done while the relay is held.
    @FunctionalInterface
    public interface Meanwhile<T> {
        /// @param process the id of the process that relays
        T with(long process) throws IOException;
    }

    /// From now on a relay can be held, until this is closed.
    public static HeldRelay prepare(Database database) {
        database.execute(HOLD);
        return new HeldRelay(database);
    }

    /// Waits until a relay has published and is about to commit the deletion. When `meanwhile` is over it is let go,
    /// and what it was about to commit is rolled back, as it is for one that dies before the database hears of it.
    public <T> T hold(Meanwhile<T> meanwhile) throws IOException {
        try (Connection holding = database.open();
                Statement lock = holding.createStatement()) {
            lock.execute("select pg_advisory_lock(" + LOCK + ")");
            List<String> held = new ArrayList<>();
            if (!Waiting.until(LIMIT, () -> held.addAll(held()))) {
                throw new IOException("Nobody relays");
            }
            T done = meanwhile.with(Long.parseLong(held.getFirst().replaceAll("\\D", "")));
            lock.execute(END);
            return done;
        } catch (SQLException e) {
            throw new IOException("The relay can't be held up", e);
        }
    }

    private List<String> held() {
        return database.texts(WHO);
    }

    @Override
    public void close() {
        database.execute("drop trigger faults_hold on outbox; drop function faults_hold()");
    }
}
