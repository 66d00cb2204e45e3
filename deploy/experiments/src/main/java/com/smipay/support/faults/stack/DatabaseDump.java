package com.smipay.support.faults.stack;

import com.smipay.support.local.outside.Database;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// A service's database as it was at one moment, as `pg_dump` takes it: all tables in one snapshot, and the sequences.
/// Restoring puts all of it back.
///
/// @param tables by their names
/// @param sequences their last values; null where none was given
public record DatabaseDump(Database database, Map<String, byte[]> tables, Map<String, Long> sequences) {
    private static final String TABLES = """
            select relname from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'flyway_schema_history'
            order by relname
            """;

    private static final String SEQUENCES = """
            select sequencename, coalesce(last_value, 0) from pg_sequences where schemaname = 'public'
            """;

    public static DatabaseDump of(Database database) throws IOException {
        Map<String, byte[]> tables = new LinkedHashMap<>();
        Map<String, Long> sequences = new LinkedHashMap<>();
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read");
            for (String table : names(statement, TABLES)) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                copying(connection).copyOut("copy " + table + " to stdout", rows);
                tables.put(table, rows.toByteArray());
            }
            try (ResultSet row = statement.executeQuery(SEQUENCES)) {
                while (row.next()) {
                    sequences.put(row.getString(1), row.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new IOException("No dump can be taken: " + e.getMessage(), e);
        }
        return new DatabaseDump(database, tables, sequences);
    }

    public void restore() throws IOException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // No trigger, no foreign key: the rows are as they were.
            statement.execute("set local session_replication_role = replica");
            statement.execute("truncate " + String.join(", ", names(statement, TABLES)));
            for (Map.Entry<String, byte[]> table : tables.entrySet()) {
                copying(connection)
                        .copyIn("copy " + table.getKey() + " from stdin", new ByteArrayInputStream(table.getValue()));
            }
            for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
                long last = sequence.getValue();
                statement.execute(
                        "select setval('" + sequence.getKey() + "', " + Math.max(1, last) + ", " + (last > 0) + ")");
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IOException("The dump can't be restored: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Statement statement, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static CopyManager copying(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
