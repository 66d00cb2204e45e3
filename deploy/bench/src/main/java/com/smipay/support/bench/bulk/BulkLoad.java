package com.smipay.support.bench.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Fills all three databases, each in one transaction, side by side.
public final class BulkLoad {
    private static final List<BulkDatabase> DATABASES =
            List.of(BulkTickets.DATABASE, BulkConversations.DATABASE, BulkRatings.DATABASE);

    /// Opens a database by its name.
    @FunctionalInterface
    public interface Databases {
        Connection open(String name) throws SQLException;
    }

    private BulkLoad() {}

    /// Returns when everything is committed, analyzed and on the disk. The services run meanwhile and compare their
    /// copies, so all of it becomes theirs to see at once.
    ///
    /// @throws SQLException where a database has tickets already, or can't be filled; nothing is kept then,
    ///     unless the commits themselves failed
    public static void fill(Databases databases, BulkFacts facts) throws SQLException, InterruptedException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (BulkDatabase database : DATABASES) {
                connections.add(databases.open(database.name()));
            }
            sideBySide(connections, (database, connection) -> database.fill(connection, facts));
            sideBySide(connections, BulkDatabase::commit);
            sideBySide(connections, BulkDatabase::tidy);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void take(BulkDatabase database, Connection connection) throws SQLException;
    }

    private static void sideBySide(List<Connection> connections, Step step) throws SQLException, InterruptedException {
        List<Callable<String>> steps = new ArrayList<>();
        for (int place = 0; place < DATABASES.size(); place++) {
            BulkDatabase database = DATABASES.get(place);
            Connection connection = connections.get(place);
            steps.add(() -> {
                step.take(database, connection);
                return database.name();
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(DATABASES.size())) {
            for (Future<String> taken : threads.invokeAll(steps)) {
                taken.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("A database was not filled", e);
        }
    }
}
