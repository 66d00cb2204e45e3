package com.smipay.support.kit.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a service's user may do with the tables that somebody else owns. Where one user is both, it may do everything.
final class DatabaseRights {
    private static final String LACKING = """
            select coalesce(string_agg(name, ', ' order by name), '') as names
            from (select relation.relname as name
                  from pg_class as relation
                  where relation.relnamespace = cast(quote_ident(current_schema()) as regnamespace)
                    and case relation.relkind
                            when 'r' then relation.relname <> 'flyway_schema_history'
                                and not (has_table_privilege(relation.oid, 'select')
                                    and has_table_privilege(relation.oid, 'insert')
                                    and has_table_privilege(relation.oid, 'update')
                                    and has_table_privilege(relation.oid, 'delete'))
                            when 'S' then not has_sequence_privilege(relation.oid, 'usage')
                            else false
                        end) as lacking
            """;

    private DatabaseRights() {}

    /// Lets the service's user work with everything that the owner has made.
    static void grant(DatabaseSettings at, DatabaseSettings.Owner owner) {
        try (Connection connection = DriverManager.getConnection(
                        owner.url(), owner.username(), owner.password().get());
                Statement statement = connection.createStatement()) {
            String schema = connection.getSchema();
            statement.execute("""
                    grant usage on schema %1$s to %2$s;
                    grant select, insert, update, delete on all tables in schema %1$s to %2$s;
                    grant usage, select, update on all sequences in schema %1$s to %2$s;
                    grant execute on all functions in schema %1$s to %2$s;
                    """.formatted(
                    statement.enquoteIdentifier(schema, true), statement.enquoteIdentifier(at.username(), true)));
        } catch (SQLException e) {
            throw SqlState.translate(e, new IllegalStateException("The rights can't be granted", e));
        }
    }

    /// Which tables and sequences the service's user may not use, in a sentence that says what to do; null where it may
    /// use all.
    static @Nullable String lacking(Database database) {
        String names =
                database.queryOne(LACKING, Map.of(), row -> row.text("names")).orElse("");
        return names.isEmpty()
                ? null
                : "The database user " + database.settings().username()
                        + " lacks rights: grant select, insert, update, delete on tables, and usage on sequences, of: "
                        + names;
    }
}
