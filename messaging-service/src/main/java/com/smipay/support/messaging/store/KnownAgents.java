package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Agent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads who is an agent: whom the identity topic gives a role of admins, and whom it gives none while a token of
/// theirs did.
public final class KnownAgents {
    private static final String FIND = """
            select one.id,
                   coalesce(told.name, nullif(concat_ws(' ', token.first_name, token.last_name), ''), told.email, token.email,
                            'Support') as name
            from (select cast(:id as text) as id) as one
            left join person as told on told.id = one.id
            left join token_person as token on token.id = one.id
            where told.deleted is not true
              and case when told.role is null then coalesce(token.is_admin, false)
                       else told.role = any (string_to_array(:admin_roles, E'\\x01')) end
            """;

    private KnownAgents() {}

    /// @param adminRoles those that make an admin
    public static Optional<Agent> find(Statements statements, String id, Set<String> adminRoles) {
        return statements.queryOne(
                FIND,
                Map.of("id", id, "admin_roles", String.join("\u0001", adminRoles)),
                row -> new Agent(row.text("id"), row.text("name")));
    }
}
