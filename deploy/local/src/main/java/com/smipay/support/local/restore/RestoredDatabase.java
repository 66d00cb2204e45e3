package com.smipay.support.local.restore;

import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/// A service's database after a restore. What is done there is `begin_epoch` of its migrations.
///
/// @param url for JDBC
public record RestoredDatabase(String url, String username, String password) {
    private static final String BEGIN = "select begin_epoch()";
    private static final String BEGIN_WITH_NUMBERS = "select begin_epoch(cast(? as jsonb), ?)";
    private static final String TO_TELL = "select count(*) from to_restate";
    private static final String UNDEFINED_FUNCTION = "42883";

    /// @param number the second in which it began
    /// @param toTell how many states will be told once more
    public record Epoch(long number, long toTell) {}

    public Epoch begin() throws IOException {
        return begin(BEGIN, Map.of(), 0);
    }

    /// Of the database that gives ticket numbers.
    ///
    /// @param known the greatest one of each year
    /// @param gap for those that were told and not yet published
    public Epoch begin(Map<String, Long> known, long gap) throws IOException {
        return begin(BEGIN_WITH_NUMBERS, known, gap);
    }

    private Epoch begin(String sql, Map<String, Long> known, long gap) throws IOException {
        Properties login = new Properties();
        login.setProperty("user", username);
        login.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection(url, login);
                PreparedStatement begin = connection.prepareStatement(sql)) {
            if (sql.equals(BEGIN_WITH_NUMBERS)) {
                begin.setString(1, Json.mapper().writeValueAsString(known));
                begin.setLong(2, gap);
            }
            long number = number(begin);
            try (PreparedStatement toTell = connection.prepareStatement(TO_TELL)) {
                return new Epoch(number, number(toTell));
            }
        } catch (SQLException e) {
            if (UNDEFINED_FUNCTION.equals(e.getSQLState())) {
                throw new IOException(
                        "This dump is of a version without epochs: let the service start once, which migrates it, stop it"
                                + " again and repeat this",
                        e);
            }
            throw new IOException("No epoch has begun: " + e.getMessage(), e);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
