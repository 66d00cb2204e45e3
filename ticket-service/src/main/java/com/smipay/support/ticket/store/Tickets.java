package com.smipay.support.ticket.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.domain.Ownership;
import com.smipay.support.ticket.domain.StatusDetails;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tickets as decisions need them.
public final class Tickets {
    private static final String READ = """
            with held as materialized (
                select * from ticket where %s %s
            )
            select held.id, held.ticket_number, held.version, held.status_version, held.owner_user_id, held.email,
                   held.owner_name, held.owner_version, held.guest_proof, held.subject, held.support_type, held.status, held.priority,
                   held.phone_number, held.assigned_to, held.resolved_at, held.resolved_by, held.resolution_notes,
                   held.status_changed_at, held.created_at, held.updated_at, held.last_seq,
                   origin.description, origin.related_transaction_id, origin.first_message_id, origin.sender_id,
                   origin.sender_name, coalesce(origin.sender_email, held.email) as sender_email,
                   origin.client_id, origin.first_message,
                   assignee.id as assignee_id, assignee.first_name as assignee_first_name,
                   assignee.last_name as assignee_last_name, assignee.email as assignee_email,
                   assignee.role as assignee_role,
                   date_trunc('milliseconds', clock_timestamp()) as now
            from held
            join ticket_origin as origin on origin.ticket_id = held.id
            left join known_person as assignee on assignee.id = held.assigned_to
            """;
    private static final String FIND_BY_ID = READ.formatted("id = cast(:key as uuid)", "");
    private static final String FIND_BY_NUMBER = READ.formatted("upper(ticket_number) = :key", "");
    private static final String LOCK_ALL =
            READ.formatted("id = any (cast(string_to_array(:keys, ',') as uuid[]))", "order by id for update");
    private static final String LOCK_BY_ID = READ.formatted("id = cast(:key as uuid)", "for update");
    private static final String LOCK_BY_NUMBER = READ.formatted("upper(ticket_number) = :key", "for update");

    private Tickets() {}

    /// A ticket, and the database's clock in milliseconds; when the row was locked, after that.
    public record Held(Ticket ticket, Instant now) {}

    /// Until the transaction ends, nobody else decides about this ticket.
    public static Optional<Held> lock(Statements transaction, TicketReference reference) {
        return read(
                transaction,
                switch (reference) {
                    case TicketReference.ById id -> LOCK_BY_ID;
                    case TicketReference.ByNumber number -> LOCK_BY_NUMBER;
                },
                reference);
    }

    /// The same for several, in the order of their ids, so that two of these never wait for one another.
    public static List<Held> lockAll(Statements transaction, List<UUID> ids) {
        String keys = ids.stream().map(UUID::toString).collect(Collectors.joining(","));
        return transaction.query(LOCK_ALL, Map.of("keys", keys), row -> new Held(ticket(row), row.instant("now")));
    }

    /// As it was committed last.
    public static Optional<Held> find(Statements statements, TicketReference reference) {
        return read(
                statements,
                switch (reference) {
                    case TicketReference.ById id -> FIND_BY_ID;
                    case TicketReference.ByNumber number -> FIND_BY_NUMBER;
                },
                reference);
    }

    private static Optional<Held> read(Statements statements, String sql, TicketReference reference) {
        return statements.queryOne(
                sql, Map.of("key", reference.text()), row -> new Held(ticket(row), row.instant("now")));
    }

    private static Ticket ticket(Row row) {
        Instant changedAt = row.instantOrNull("status_changed_at");
        return new Ticket(
                submission(row),
                row.number("version"),
                new Ownership(
                        new Owner(row.textOrNull("owner_user_id"), row.text("email"), row.textOrNull("owner_name")),
                        row.number("owner_version"),
                        row.textOrNull("guest_proof")),
                row.textOrNull("phone_number"),
                new StatusDetails(
                        TicketStatus.of(row.text("status")),
                        row.number("status_version"),
                        changedAt == null ? row.instant("created_at") : changedAt,
                        row.instantOrNull("resolved_at"),
                        row.textOrNull("resolved_by"),
                        row.textOrNull("resolution_notes")),
                Priority.of(row.text("priority")),
                assignee(row),
                row.number("last_seq"),
                row.instant("updated_at"));
    }

    private static TicketSubmission submission(Row row) {
        return new TicketSubmission(
                row.uuid("id"),
                row.text("ticket_number"),
                row.text("subject"),
                row.text("description"),
                SupportType.of(row.text("support_type")),
                row.text("sender_email"),
                row.textOrNull("phone_number"),
                row.textOrNull("related_transaction_id"),
                row.uuid("first_message_id"),
                row.textOrNull("sender_id"),
                row.textOrNull("sender_name"),
                row.instant("created_at"),
                row.textOrNull("client_id"),
                message(row.textOrNull("first_message")));
    }

    private static @Nullable MessageState message(@Nullable String json) {
        try {
            return json == null ? null : Json.mapper().readValue(json, MessageState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A first message that can't be read", e);
        }
    }

    private static @Nullable Assignee assignee(Row row) {
        String id = row.textOrNull("assigned_to");
        if (id == null) {
            return null;
        }
        String name = Assignee.shown(
                row.textOrNull("assignee_first_name"),
                row.textOrNull("assignee_last_name"),
                row.textOrNull("assignee_email"));
        return new Assignee(id, name, People.knowledge(row.textOrNull("assignee_id"), row.textOrNull("assignee_role")));
    }
}
