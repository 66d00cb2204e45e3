package com.smipay.support.messaging.store;

import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Handover;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads handovers.
public final class Handovers {
    private static final String BY_ID = """
            select id, conversation_id, from_admin_id, from_admin_name, to_admin_id, to_admin_name, reason, status,
                   created_at, responded_at
            from handover
            where id = cast(:id as uuid)
            """;

    private static final String PENDING = """
            select id, conversation_id, from_admin_id, from_admin_name, to_admin_id, to_admin_name, reason, status,
                   created_at, responded_at
            from handover
            where conversation_id = cast(:id as uuid) and status = 'pending'
            """;

    private Handovers() {}

    public static Optional<Handover> find(Statements statements, UUID id) {
        return statements.queryOne(BY_ID, Map.of("id", id), Handovers::handover);
    }

    /// There is one at the most.
    public static Optional<Handover> pending(Statements statements, UUID conversationId) {
        return statements.queryOne(PENDING, Map.of("id", conversationId), Handovers::handover);
    }

    private static Handover handover(Row row) {
        return new Handover(
                row.uuid("id"),
                row.uuid("conversation_id"),
                row.text("from_admin_id"),
                row.text("from_admin_name"),
                row.text("to_admin_id"),
                row.text("to_admin_name"),
                row.textOrNull("reason"),
                HandoverStatus.of(row.text("status")),
                row.instant("created_at"),
                row.instantOrNull("responded_at"));
    }
}
