package com.smipay.support.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A database of a test's own, by its address and with plain SQL for what a test wants to see or to spoil.
public record TestDatabase(String url, String username, String password) {
    /// Statements, separated by semicolons.
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Failed: " + sql, e);
        }
    }

    /// The one number that a query gives.
    public long number(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("No row: " + sql);
            }
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Failed: " + sql, e);
        }
    }

    /// Lets a statement fail that deletes more rows of a table at once: what would take longer than it may, once there
    /// are too many of them.
    public void refuseDeletesOfMoreThan(int most, String table) {
        execute("""
                create function too_many_deleted() returns trigger language plpgsql as $$
                begin
                    if (select count(*) from gone) > %1$d then
                        raise exception 'more than %1$d rows deleted in a statement';
                    end if;
                    return null;
                end $$;
                create trigger too_many_deleted after delete on %2$s referencing old table as gone
                    for each statement execute function too_many_deleted()
                """.formatted(most, table));
    }

    /// A transaction of its own that has run this and goes on, keeping its locks.
    public Held hold(String sql) {
        try {
            Connection connection = connect();
            connection.setAutoCommit(false);
            connection.createStatement().execute(sql);
            return new Held(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Failed: " + sql, e);
        }
    }

    /// Closing it ends the transaction, and nothing of it remains.
    public record Held(Connection connection) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /// The same database through another address.
    public TestDatabase through(String host, int port) {
        String path = url.substring(url.indexOf('/', "jdbc:postgresql://".length()));
        return new TestDatabase("jdbc:postgresql://" + host + ":" + port + path, username, password);
    }

    /// The port of the server.
    public int port() {
        String address = url.substring("jdbc:postgresql://".length());
        String authority = address.substring(0, address.indexOf('/'));
        return Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }
}
