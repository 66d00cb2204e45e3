package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Tickets that are still with people of whom the identity topic says that they are gone.
public final class Departed {
    /// How many tickets are looked up at once.
    public static final int BATCH = 100;

    /// What is settled stays with whoever settled it.
    private static final String ASSIGNED = """
            select id from ticket
            where coalesce(assigned_to, '') = :id and status not in ('resolved', 'closed')
            order by created_at, id
            limit :batch
            """;

    private static final String OWNED = """
            select id from ticket where owner_user_id = :id limit :batch
            """;

    private Departed() {}

    /// At most a batch of the agent's tickets that are not settled, oldest first.
    public static List<UUID> assignedTo(Statements statements, String id) {
        return find(statements, ASSIGNED, id);
    }

    /// At most a batch of the account's tickets.
    public static List<UUID> ownedBy(Statements statements, String id) {
        return find(statements, OWNED, id);
    }

    private static List<UUID> find(Statements statements, String sql, String id) {
        return statements.query(sql, Map.of("id", id, "batch", BATCH), row -> row.uuid("id"));
    }
}
