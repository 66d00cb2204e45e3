package com.smipay.support.rating.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.rating.domain.Ticket;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// The copy of tickets.
public final class TicketReplica {
    /// An event that knows no owner does not take back what was bound here: its ticket may not have heard of it
    /// yet. One before which the right to the ticket changed does: its account is gone (`decisions.md` 13). What
    /// was told comes from Kafka once more: looking first, that locks nothing and waits for no disk. In the order
    /// in which they are given, so that two of these never wait for one another.
    private static final String TAKE = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        id uuid, number text, version bigint, user_id text, email text, name text, status text,
                        owner_version bigint)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            )
            insert into ticket_copy as copy
                (id, ticket_number, version, owner_user_id, owner_email, owner_name, status, owner_version)
            select id, number, version, user_id, email, name, status, owner_version
            from told
            where not exists (
                select from ticket_copy as known
                where known.id = told.id and known.version >= told.version + cast(:again as bigint))
            on conflict (id) do update
            set ticket_number = excluded.ticket_number,
                version = excluded.version,
                owner_user_id = coalesce(
                    excluded.owner_user_id,
                    case when excluded.owner_version <= copy.owner_version then copy.owner_user_id end),
                owner_version = greatest(excluded.owner_version, copy.owner_version),
                owner_email = excluded.owner_email,
                owner_name = excluded.owner_name,
                status = excluded.status
            where copy.version < excluded.version + cast(:again as bigint)
            """;

    /// The time is taken after the lock, so it never lies before what the one who held it has done.
    private static final String LOCK = """
            with ticket as materialized (
                select id, ticket_number, version, owner_user_id, owner_email, owner_name, status
                from ticket_copy
                where %s and version > 0
                for update
            )
            select ticket.*,
                   exists (select from rating where rating.ticket_id = ticket.id) as is_rated,
                   (select number from epoch) as epoch,
                   date_trunc('milliseconds', clock_timestamp()) as now
            from ticket
            """;

    private static final String LOCK_BY_ID = LOCK.formatted("id = cast(:key as uuid)");
    private static final String LOCK_BY_NUMBER = LOCK.formatted("upper(ticket_number) = :key");

    private TicketReplica() {}

    /// A ticket whose row this transaction holds.
    ///
    /// @param isRated whether it was rated when this transaction looked; another may have been faster since
    /// @param epoch that the ratings are in: 0 where nothing was ever restored
    /// @param now the database's clock, in milliseconds
    public record Locked(Ticket ticket, boolean isRated, long epoch, Instant now) {}

    /// A row of `told`.
    private record Told(
            UUID id,
            String number,
            long version,
            @Nullable String userId,
            String email,
            @Nullable String name,
            String status,
            long ownerVersion) {
        static Told of(TicketState ticket) {
            return new Told(
                    ticket.id(),
                    ticket.ticketNumber(),
                    ticket.version(),
                    ticket.owner().userId(),
                    ticket.owner().email(),
                    ticket.owner().name(),
                    ticket.status().wire(),
                    // Not below the version of every opening, where an older peer says nothing.
                    Math.max(1, ticket.ownerChangedIn()));
        }
    }

    /// Takes over newer versions, in one statement; older and equal ones change nothing. Of several versions of one
    /// ticket the newest counts.
    ///
    /// @return how many were newer
    public static long takeAll(Statements statements, Collection<TicketState> tickets) {
        return takeAll(statements, tickets, 0);
    }

    /// The same, and an equal version too: for a copy that is not what it should be.
    public static void takeAgain(Statements statements, TicketState ticket) {
        takeAll(statements, List.of(ticket), 1);
    }

    private static long takeAll(Statements statements, Collection<TicketState> tickets, long again) {
        if (tickets.isEmpty()) {
            return 0;
        }
        SortedMap<UUID, TicketState> newest = new TreeMap<>();
        tickets.forEach(ticket -> newest.merge(
                ticket.id(), ticket, BinaryOperator.maxBy(Comparator.comparingLong(TicketState::version))));
        List<Told> told = newest.values().stream().map(Told::of).toList();
        return statements.update(TAKE, Map.of("told", JsonRows.of(told), "most", JsonRows.most(), "again", again));
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
                row -> new Locked(ticket(row), row.flag("is_rated"), row.number("epoch"), row.instant("now")));
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
