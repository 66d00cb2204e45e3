package com.smipay.support.rating.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.rating.domain.Ticket;
import com.smipay.support.rating.domain.TicketReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The copy of tickets.
public final class TicketCopies {
    /// An event that knows no owner does not take back what was bound here: its ticket may not have heard of it yet.
    /// What was told comes from Kafka once more: looking first, that locks nothing and waits for no disk.
    private static final String TAKE = """
            insert into ticket_copy as copy (id, ticket_number, version, owner_user_id, owner_email, owner_name, status)
            select cast(:id as uuid), :number, :version, cast(:user_id as text), :email, cast(:name as text), :status
            where not exists (
                select from ticket_copy as known where known.id = cast(:id as uuid) and known.version >= :version)
            on conflict (id) do update
            set ticket_number = excluded.ticket_number,
                version = excluded.version,
                owner_user_id = coalesce(excluded.owner_user_id, copy.owner_user_id),
                owner_email = excluded.owner_email,
                owner_name = excluded.owner_name,
                status = excluded.status
            where copy.version < excluded.version
            """;

    /// The time is taken after the lock, so it never lies before what the one who held it has done.
    private static final String LOCK = """
            with ticket as materialized (
                select id, ticket_number, version, owner_user_id, owner_email, owner_name, status
                from ticket_copy
                where %s
                for update
            )
            select ticket.*,
                   exists (select from rating where rating.ticket_id = ticket.id) as is_rated,
                   date_trunc('milliseconds', clock_timestamp()) as now
            from ticket
            """;

    private static final String LOCK_BY_ID = LOCK.formatted("id = cast(:key as uuid)");
    private static final String LOCK_BY_NUMBER = LOCK.formatted("upper(ticket_number) = :key");

    private TicketCopies() {}

    /// A ticket whose row this transaction holds.
    ///
    /// @param isRated whether it was rated when this transaction looked; another may have been faster since
    /// @param now the database's clock, in milliseconds
    public record Locked(Ticket ticket, boolean isRated, Instant now) {}

    /// Takes over a newer version; an older or equal one changes nothing.
    ///
    /// @return whether it was newer
    public static boolean take(Statements statements, TicketState ticket) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", ticket.id());
        params.put("number", ticket.ticketNumber());
        params.put("version", ticket.version());
        params.put("user_id", ticket.owner().userId());
        params.put("email", ticket.owner().email());
        params.put("name", ticket.owner().name());
        params.put("status", ticket.status().wire());
        return statements.update(TAKE, params) > 0;
    }

    /// Until the transaction ends, nobody else rates or changes this ticket.
    public static Optional<Locked> lock(Statements transaction, TicketReference reference) {
        String sql = switch (reference) {
            case TicketReference.ById id -> LOCK_BY_ID;
            case TicketReference.ByNumber number -> LOCK_BY_NUMBER;
        };
        return transaction.queryOne(
                sql,
                Map.of("key", reference.text()),
                row -> new Locked(ticket(row), row.flag("is_rated"), row.instant("now")));
    }

    private static Ticket ticket(Row row) {
        return new Ticket(
                row.uuid("id"),
                row.text("ticket_number"),
                row.number("version"),
                new Owner(row.textOrNull("owner_user_id"), row.text("owner_email"), row.textOrNull("owner_name")),
                TicketStatus.of(row.text("status")));
    }
}
