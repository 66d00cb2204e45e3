package com.smipay.support.ticket.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.DeviceFacts;
import com.smipay.support.kit.text.TicketReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One ticket as admins see it.
public final class TicketDetails {
    private static final String ROW = """
            select %s
            from ticket
            %s
            where ticket.id = cast(:id as uuid)
            """.formatted(TicketView.COLUMNS, TicketView.JOINS);

    private static final String DETAIL =
            """
            select %s, %s,
                   ticket.resolution_notes, ticket.resolved_by, ticket.feedback, origin.description,
                   origin.related_transaction_id, origin.device_metadata, origin.ip_address, origin.user_agent
            from ticket
            join ticket_origin as origin on origin.ticket_id = ticket.id
            %s
            left join known_person as resolver on resolver.id = ticket.resolved_by
            """.formatted(TicketView.COLUMNS, PersonView.columns("resolver"), TicketView.JOINS);
    private static final String DETAIL_BY_ID = DETAIL + "where ticket.id = cast(:key as uuid)";
    private static final String DETAIL_BY_NUMBER = DETAIL + "where upper(ticket.ticket_number) = :key";

    private static final String HISTORY = """
            select history.at, history.change, history.was, history.became, history.by_id, %s
            from ticket_history as history
            left join known_person as actor on actor.id = history.by_id
            where history.ticket_id = cast(:id as uuid)
            order by history.id
            """.formatted(PersonView.columns("actor"));

    private TicketDetails() {}

    /// @param resolvedByAdmin null where nobody has told us about whoever resolved it
    public record Detail(
            TicketView ticket,
            String description,
            @Nullable String resolutionNotes,
            @Nullable String resolvedBy,
            @Nullable PersonView resolvedByAdmin,
            @Nullable String relatedTransactionId,
            JsonNode deviceMetadata,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            @Nullable String feedback) {}

    /// @param byId null where the system did it, or a guest
    /// @param by null also where nobody has told us about the person
    public record Change(
            Instant at,
            String change,
            @Nullable String was,
            @Nullable String became,
            @Nullable String byId,
            @Nullable PersonView by) {}

    public static Optional<TicketView> row(Statements statements, UUID id) {
        return statements.queryOne(ROW, Map.of("id", id), TicketView::read);
    }

    public static Optional<Detail> find(Statements statements, TicketReference reference) {
        String sql = switch (reference) {
            case TicketReference.ById id -> DETAIL_BY_ID;
            case TicketReference.ByNumber number -> DETAIL_BY_NUMBER;
        };
        return statements.queryOne(sql, Map.of("key", reference.text()), TicketDetails::detail);
    }

    /// Oldest first.
    public static List<Change> history(Statements statements, UUID id) {
        return statements.query(
                HISTORY,
                Map.of("id", id),
                row -> new Change(
                        row.instant("at"),
                        row.text("change"),
                        row.textOrNull("was"),
                        row.textOrNull("became"),
                        row.textOrNull("by_id"),
                        PersonView.read(row, "actor")));
    }

    private static Detail detail(Row row) {
        return new Detail(
                TicketView.read(row),
                row.text("description"),
                row.textOrNull("resolution_notes"),
                row.textOrNull("resolved_by"),
                PersonView.read(row, "resolver"),
                row.textOrNull("related_transaction_id"),
                DeviceFacts.withPlatform(row.jsonOrNull("device_metadata")),
                row.textOrNull("ip_address"),
                row.textOrNull("user_agent"),
                row.textOrNull("feedback"));
    }
}
