package com.smipay.support.local.outside;

import com.smipay.support.servers.postgres.Databases;
import com.smipay.support.servers.postgres.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database of a stack, past its service. A connection for each question: the server may have died since the last
/// one.
///
/// @param server `postgresql://host:port`
public record Database(String server, String name, String password) {
    /// What a row is made of.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// @throws IllegalStateException where the database does not answer, or does not understand
    public <T> List<T> read(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reading.read(result));
                }
            }
            return List.copyOf(rows);
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be read: " + e.getMessage(), e);
        }
    }

    public List<String> texts(String sql, Object... parameters) {
        return read(sql, row -> String.valueOf(row.getString(1)), parameters);
    }

    public String text(String sql, Object... parameters) {
        return texts(sql, parameters).getFirst();
    }

    public long number(String sql, Object... parameters) {
        return Long.parseLong(text(sql, parameters));
    }

    /// @throws IllegalStateException where the database does not answer, or refuses
    public void execute(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }

    /// For what must hold something in the database, a lock for example.
    public Connection open() throws SQLException {
        return DriverManager.getConnection(url(), PostgresServer.USER, password);
    }

    /// Makes it where it is missing.
    public Database create() throws IOException {
        new Databases("jdbc:" + server + "/postgres", PostgresServer.USER, password).create(name);
        return this;
    }

    /// As Node's driver spells it.
    public String nodeUrl() {
        return server.replace("//", "//" + PostgresServer.USER + ":" + password + "@") + "/" + name;
    }

    private String url() {
        return "jdbc:" + server + "/" + name;
    }
}
