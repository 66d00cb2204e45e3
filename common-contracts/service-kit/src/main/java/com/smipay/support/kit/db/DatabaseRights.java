package com.smipay.support.kit.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a service's user may do with the tables that their owner has made. Others may have tables beside them, which
/// are nobody's business here.
final class DatabaseRights {
    /// The lock's own number: "grants" in ASCII.
    private static final long LOCK = 0x6772616e7473L;

    private static final String GRANTS = """
            with service as (
                select cast(? as text) as name, cast(quote_ident(current_schema()) as regnamespace) as namespace,
                       (select oid from pg_roles where rolname = current_user) as owner
            )
            select format('grant usage on schema %s to %I', service.namespace, service.name) as statement
            from service
            union all
            select format(case relation.relkind
                              when 'S' then 'grant usage, select, update on sequence %s to %I'
                              else 'grant select, insert, update, delete on table %s to %I'
                          end, cast(relation.oid as regclass), service.name)
            from service
            join pg_class as relation on relation.relnamespace = service.namespace
            where relation.relkind in ('r', 'S') and relation.relowner = service.owner
              and relation.relname <> 'flyway_schema_history'
            union all
            select format('grant execute on function %s to %I', cast(function.oid as regprocedure), service.name)
            from service
            join pg_proc as function on function.pronamespace = service.namespace
            where function.proowner = service.owner and function.prokind = 'f'
            """;

    private static final String LACKING = """
            select coalesce(string_agg(name, ', ' order by name), '') as names
            from (select relation.relname as name
                  from pg_class as relation
                  where relation.relnamespace = cast(quote_ident(current_schema()) as regnamespace)
                    and relation.relowner = (select relowner from pg_class
                                             where oid = to_regclass('flyway_schema_history'))
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
                owner.url(), owner.username(), owner.password().get())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Two replicas that grant at once would be in each other's way.
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
                for (String grant : grants(connection, at.username())) {
                    statement.execute(grant);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw SqlState.translate(e, new IllegalStateException("The rights can't be granted", e));
        }
    }

    private static List<String> grants(Connection connection, String user) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (PreparedStatement asked = connection.prepareStatement(GRANTS)) {
            asked.setString(1, user);
            try (ResultSet rows = asked.executeQuery()) {
                while (rows.next()) {
                    grants.add(rows.getString(1));
                }
            }
        }
        return grants;
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
