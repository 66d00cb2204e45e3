package com.smipay.support.kit.db;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
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
        try (Stream<DbRow> rows = execute.createQuery(sql).params(bound(params)).execute()) {
            return rows.map(row -> mapper.apply(new Row(row))).toList();
        }
    }

    @Override
    public <T> Optional<T> queryOne(
            String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper) {
        return query(sql, params, mapper).stream().findFirst();
    }

    @Override
    public long update(String sql, Map<String, ? extends @Nullable Object> params) {
        return execute.createDmlStatement(sql).params(bound(params)).execute();
    }

    private static Map<String, Object> bound(Map<String, ? extends @Nullable Object> params) {
        Map<String, Object> bound = new HashMap<>(params.size() * 2);
        params.forEach((name, value) -> bound.put(name, bound(value)));
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
