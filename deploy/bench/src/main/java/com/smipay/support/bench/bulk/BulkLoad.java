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

    /// Returns when everything is committed, analyzed and on the disk.
    ///
    /// @throws SQLException where a database has tickets already; others may have been filled
    public static void fill(Databases databases, BulkFacts facts) throws SQLException, InterruptedException {
        List<Callable<String>> fillings = new ArrayList<>();
        for (BulkDatabase database : DATABASES) {
            fillings.add(() -> {
                try (Connection connection = databases.open(database.name())) {
                    database.fill(connection, facts);
                }
                return database.name();
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(DATABASES.size())) {
            for (Future<String> filling : threads.invokeAll(fillings)) {
                filling.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("A database was not filled", e);
        }
    }
}
