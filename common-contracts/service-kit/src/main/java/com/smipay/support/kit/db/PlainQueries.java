package com.smipay.support.kit.db;

import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Queries on a connection of the DbClient that commit by themselves. Their rows are read here, because the DbClient
/// looks up the name, the type and, by `Class.forName`, the class of each column for each row again (ADR 0037). Not
/// for a transaction, whose connection the DbClient does not hand out.
final class PlainQueries {
    private final Connection connection;

    /// @param execute of no transaction
    PlainQueries(DbExecute execute) {
        this.connection = execute.unwrap(Connection.class);
    }

    <T> List<T> query(String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper) {
        NamedSql named = NamedSql.of(sql);
        try (PreparedStatement statement = connection.prepareStatement(named.sql())) {
            int place = 1;
            for (Object value : DbStatements.bound(named, params)) {
                statement.setObject(place++, value);
            }
            try (ResultSet results = statement.executeQuery()) {
                return rows(results, mapper);
            }
        } catch (SQLException e) {
            throw new DbClientException("A query failed", e);
        }
    }

    private static <T> List<T> rows(ResultSet results, Function<Row, T> mapper) throws SQLException {
        Row current = new Row(column -> value(results, column));
        List<T> rows = new ArrayList<>();
        while (results.next()) {
            rows.add(mapper.apply(current));
        }
        return Collections.unmodifiableList(rows);
    }

    private static @Nullable Object value(ResultSet results, String column) {
        try {
            return results.getObject(column);
        } catch (SQLException e) {
            throw new DbClientException("No column " + column, e);
        }
    }
}
