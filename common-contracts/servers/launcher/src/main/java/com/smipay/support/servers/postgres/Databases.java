package com.smipay.support.servers.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;

/// The databases of a server, embedded or not.
///
/// @param url of one that exists, as JDBC wants it
public record Databases(String url, String username, String password) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String DUPLICATE_DATABASE = "42P04";
    /// What the server says when two create it in the same moment.
    private static final String UNIQUE_VIOLATION = "23505";

    /// Nothing happens where it exists already.
    ///
    /// @param name lower-case letters, digits and underscores
    public void create(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!exists(connection, name)) {
                statement.execute("create database " + name);
            }
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState()) && !UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw new IOException("Can't create the database " + name + ": " + e.getMessage(), e);
            }
        }
    }

    /// @throws IOException where the server can't be reached, or does not know the user or the password
    public void ping() throws IOException {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL can't be used: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(url, properties);
    }
}
