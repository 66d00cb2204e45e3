package com.smipay.support.kit.db;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Statements through Helidon's DbClient. Result streams are read to their end and closed here.
final class DbStatements implements Statements {
    private final DbExecute execute;

    DbStatements(DbExecute execute) {
        this.execute = execute;
    }

    @Override
    public <T> List<T> query(String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper) {
        NamedSql named = NamedSql.of(sql);
        try (Stream<DbRow> rows =
                execute.createQuery(named.sql()).params(bound(named, params)).execute()) {
            return rows.map(row -> mapper.apply(Row.of(row))).toList();
        }
    }

    @Override
    public <T> Optional<T> queryOne(
            String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper) {
        return query(sql, params, mapper).stream().findFirst();
    }

    @Override
    public long update(String sql, Map<String, ? extends @Nullable Object> params) {
        NamedSql named = NamedSql.of(sql);
        return execute.createDmlStatement(named.sql())
                .params(bound(named, params))
                .execute();
    }

    /// What JDBC is given for the parameters, in the order of the question marks.
    static List<Object> bound(NamedSql named, Map<String, ? extends @Nullable Object> params) {
        List<Object> bound = new ArrayList<>(named.names().size());
        named.values(params).forEach(value -> bound.add(bound(value)));
        return bound;
    }

    @SuppressWarnings("NullAway") // The DbClient takes a null value for SQL's NULL.
    private static Object bound(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case UUID id -> id.toString();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> e -> throw new IllegalArgumentException("Bind the wire word of " + e.getDeclaringClass());
            default -> value;
        };
    }
}
