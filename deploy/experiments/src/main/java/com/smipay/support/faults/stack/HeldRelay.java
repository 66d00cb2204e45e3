package com.smipay.support.faults.stack;

import com.smipay.support.local.process.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// Holds a relay up after it has published a batch and before it has deleted it, by a trigger of the experiment's own:
/// so that a crash there is no matter of luck.
///
/// @param database whose outbox it is
public record HeldRelay(Rows database) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LOCK = 471_147;
    private static final String HOLD = """
            create function faults_hold() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock_shared(%d);
              return null;
            end $$;
            create trigger faults_hold before delete on outbox for each statement execute function faults_hold();
            """.formatted(LOCK);
    private static final String LET_GO = "drop trigger faults_hold on outbox; drop function faults_hold()";
    private static final String HELD = """
            select activity.application_name
            from pg_locks lock join pg_stat_activity activity on activity.pid = lock.pid
            where lock.locktype = 'advisory' and not lock.granted and lock.objid = %d
            """.formatted(LOCK);

    /// What is done while the relay is held.
    @FunctionalInterface
    public interface Meanwhile<T> {
        /// @param process the id of the process that relays
        T with(long process) throws IOException;
    }

    /// From now on a relay can be held.
    public void prepare() throws IOException {
        execute(HOLD);
    }

    public void restore() throws IOException {
        execute(LET_GO);
    }

    /// Waits until a relay has published and is about to delete, and lets it go when `meanwhile` is over.
    public <T> T hold(Meanwhile<T> meanwhile) throws IOException {
        try (Connection holding = database.open();
                Statement lock = holding.createStatement()) {
            lock.execute("select pg_advisory_lock(" + LOCK + ")");
            if (!Waiting.until(LIMIT, () -> !held().isEmpty())) {
                throw new IOException("Nobody relays");
            }
            return meanwhile.with(Long.parseLong(held().getFirst().replaceAll("\\D", "")));
        } catch (SQLException e) {
            throw new IOException("The deletion can't be held up", e);
        }
    }

    private List<String> held() {
        return database.texts(HELD);
    }

    private void execute(String sql) throws IOException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
