package com.smipay.support.bench.stack;

import com.smipay.support.local.home.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The stack's own database server, for what the peers and the preparations need of it.
public record Databases(int port, String password) {
    private static final String USER = "support";

    public static Databases of(OwnStack stack) throws IOException {
        return new Databases(stack.databasePort(), stack.secret(Secret.POSTGRES_PASSWORD));
    }

    public Connection open(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password);
    }

    /// As Node's driver spells it.
    public String nodeUrl(String database) {
        return "postgres://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + database;
    }

    /// Makes it where it is missing.
    public void create(String database) throws SQLException {
        if (number("postgres", "select count(*) from pg_database where datname = '" + database + "'") == 0) {
            execute("postgres", "create database " + database);
        }
    }

    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public long number(String database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("No row: " + sql);
            }
            return rows.getLong(1);
        }
    }
}
