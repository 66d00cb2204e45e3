package com.smipay.support.bench.bulk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// How one service's database is filled.
///
/// @param tables that are filled, each empty before; the first has a row for each ticket
/// @param inserts from the temporary table `fact`
record BulkDatabase(String name, List<String> tables, List<String> inserts) {
    /// Indexes are built once, at the end, with room to sort in; foreign keys hold by construction, so they are not
    /// looked up row by row. Readers see the result, so nobody waits for the disk in between.
    private static final List<String> SETTINGS = List.of(
            "set session_replication_role = replica",
            "set synchronous_commit = off",
            "set maintenance_work_mem = '512MB'",
            "set work_mem = '64MB'");

    private record Index(String name, String madeBy) {}

    /// Leaves the transaction open. Nobody else writes to the tables until it ends.
    ///
    /// @throws SQLException where there are tickets already
    void fill(Connection connection, BulkFacts facts) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            statement.execute("lock table " + String.join(", ", tables) + " in exclusive mode");
            requireEmpty(statement);
            statement.execute(facts.table());
            statement.execute("analyze fact");
            List<Index> indexes = new ArrayList<>();
            for (String table : tables) {
                indexes.addAll(indexes(statement, table));
            }
            for (Index index : indexes) {
                statement.execute("drop index " + index.name());
            }
            for (String insert : inserts) {
                statement.execute(insert);
            }
            for (Index index : indexes) {
                statement.execute(index.madeBy());
            }
            statement.execute("drop table fact");
        }
    }

    void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /// As autovacuum leaves tables, and with nothing left to write behind a measurement.
    void tidy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) " + String.join(", ", tables));
            statement.execute("checkpoint");
        }
    }

    private void requireEmpty(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select exists (select from " + tables.getFirst() + ")")) {
            if (!rows.next() || rows.getBoolean(1)) {
                throw new SQLException("There are tickets in " + name + " already");
            }
        }
    }

    private static List<Index> indexes(Statement statement, String table) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
            select quote_ident(index.schemaname) || '.' || quote_ident(index.indexname) as name, index.indexdef as made_by
            from pg_indexes as index
            where index.schemaname = current_schema() and index.tablename = '%s'
              and not exists (select from pg_constraint where conname = index.indexname)
            order by 1
            """.formatted(table))) {
            while (rows.next()) {
                indexes.add(new Index(rows.getString("name"), rows.getString("made_by")));
            }
        }
        return indexes;
    }
}
