package com.smipay.support.bench.load;

import com.smipay.support.kit.db.NamedSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A statement of the product, with its `:names`, for plain JDBC.
public record NamedStatement(NamedSql text) {
    /// The text of a constant of the product's own class, so that what is measured is what the product runs.
    public static NamedStatement of(String className, String constant) throws ReflectiveOperationException {
        var field = Class.forName(className).getDeclaredField(constant);
        field.setAccessible(true);
        return new NamedStatement(NamedSql.of((String) field.get(null)));
    }

    public PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement(text.sql());
    }

    /// @throws IllegalArgumentException where a name has no value: the product's statement is not the one that was
    ///     known here
    public void bind(PreparedStatement statement, Map<String, ? extends @Nullable Object> values) throws SQLException {
        int place = 1;
        for (Object value : text.values(values)) {
            switch (value) {
                case null -> statement.setNull(place, Types.NULL);
                case UUID id -> statement.setString(place, id.toString());
                case Instant instant -> statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
                default -> statement.setObject(place, value);
            }
            place++;
        }
    }
}
