package com.smipay.support.bench.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A statement of the product, with its `:names`, for plain JDBC.
///
/// @param sql with a question mark for each name
/// @param names in the order of the question marks
public record NamedStatement(String sql, List<String> names) {
    /// The text of a constant of the product's own class, so that what is measured is what the product runs.
    public static NamedStatement of(String className, String constant) throws ReflectiveOperationException {
        var field = Class.forName(className).getDeclaredField(constant);
        field.setAccessible(true);
        return parse((String) field.get(null));
    }

    static NamedStatement parse(String text) {
        StringBuilder sql = new StringBuilder();
        List<String> names = new ArrayList<>();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '\'';
            if (c != ':' || quoted) {
                sql.append(c);
                continue;
            }
            int end = at + 1;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            names.add(text.substring(at + 1, end));
            sql.append('?');
            at = end - 1;
        }
        return new NamedStatement(sql.toString(), List.copyOf(names));
    }

    public PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /// @throws SQLException where a name has no value: the product's statement is not the one that was known here
    public void bind(PreparedStatement statement, Map<String, ? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            if (!values.containsKey(names.get(i))) {
                throw new SQLException("No value for :" + names.get(i));
            }
            switch (values.get(names.get(i))) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case UUID id -> statement.setString(i + 1, id.toString());
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case Object value -> statement.setObject(i + 1, value);
            }
        }
    }
}
