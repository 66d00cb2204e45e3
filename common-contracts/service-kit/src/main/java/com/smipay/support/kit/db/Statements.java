package com.smipay.support.kit.db;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// SQL with named parameters (`:name`). Inside [Database#transaction] part of it; on [Database] itself each statement
/// commits by itself, in one round trip.
///
/// Parameters may be text, numbers, booleans, byte arrays, `UUID` (bound as text: write `cast(:id as uuid)`),
/// `Instant` (bound as a timestamp with time zone), enums are not accepted: bind their wire word. Null needs a cast
/// where PostgreSQL can't tell the type.
public interface Statements {
    /// Every row of a query, or of an `insert`/`update` with `returning`.
    <T> List<T> query(String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper);

    /// The first row, if there is one.
    <T> Optional<T> queryOne(String sql, Map<String, ? extends @Nullable Object> params, Function<Row, T> mapper);

    /// @return the rows changed
    long update(String sql, Map<String, ? extends @Nullable Object> params);
}
