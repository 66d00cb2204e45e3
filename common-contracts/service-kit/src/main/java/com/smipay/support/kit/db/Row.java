package com.smipay.support.kit.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import io.helidon.dbclient.DbRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of a result, by column name: to be read while it is handed over, and not to be kept. The plain getters
/// are for columns that are never null.
public final class Row {
    /// A column's value, as JDBC gives it.
    interface Values {
        @Nullable Object value(String column);
    }

    private final Values values;

    Row(Values values) {
        this.values = values;
    }

    static Row of(DbRow row) {
        // get() and asOptional() throw for NULL in this version; this one gives null.
        return new Row(column -> row.column(column).get(Object.class));
    }

    private @Nullable Object value(String column) {
        return values.value(column);
    }

    private Object present(String column) {
        Object value = value(column);
        if (value == null) {
            throw new IllegalStateException("Column " + column + " is null");
        }
        return value;
    }

    public boolean isNull(String column) {
        return value(column) == null;
    }

    public String text(String column) {
        return present(column).toString();
    }

    public @Nullable String textOrNull(String column) {
        Object value = value(column);
        return value == null ? null : value.toString();
    }

    public UUID uuid(String column) {
        return (UUID) present(column);
    }

    public @Nullable UUID uuidOrNull(String column) {
        return (UUID) value(column);
    }

    public long number(String column) {
        return ((Number) present(column)).longValue();
    }

    public @Nullable Long numberOrNull(String column) {
        Object value = value(column);
        return value == null ? null : ((Number) value).longValue();
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public @Nullable Integer integerOrNull(String column) {
        Long value = numberOrNull(column);
        return value == null ? null : Math.toIntExact(value);
    }

    public double decimal(String column) {
        return ((Number) present(column)).doubleValue();
    }

    public boolean flag(String column) {
        return (Boolean) present(column);
    }

    public Instant instant(String column) {
        return ((Timestamp) present(column)).toInstant();
    }

    public @Nullable Instant instantOrNull(String column) {
        Timestamp value = (Timestamp) value(column);
        return value == null ? null : value.toInstant();
    }

    /// A `json` or `jsonb` column.
    public @Nullable JsonNode jsonOrNull(String column) {
        String text = textOrNull(column);
        if (text == null) {
            return null;
        }
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Column " + column + " holds no JSON", e);
        }
    }
}
