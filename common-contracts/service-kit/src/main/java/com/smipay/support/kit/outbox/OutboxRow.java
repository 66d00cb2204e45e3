package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A row of the outbox, on its way to the broker.
record OutboxRow(long position, String topic, EventEnvelope event) {
    /// Two replicas never relay at once. The key is this product's own: "outbox" in ASCII.
    private static final long LOCK = 0x6F7574626F78L;

    /// Turn, rows and deletion in one round trip. The function looks after the turn is taken, so it does not see what
    /// whoever had the turn before has deleted. It looks behind the head, which counts for the server that it was
    /// found for.
    ///
    /// The relay's transactions only delete what is published: losing one to a crash publishes again, which is
    /// allowed, so they need not wait for the disk.
    private static final String TAKE = """
            with turn as materialized (
                select pg_try_advisory_xact_lock(%d) as mine,
                       clock_timestamp() as begun,
                       set_config('synchronous_commit', 'off', true) as relaxed,
                       set_config('idle_in_transaction_session_timeout', :longest, true) as bounded
            ), standing as materialized (
                select cast(extract(epoch from pg_postmaster_start_time()) * 1000000 as bigint)
                           + cast(cast('outbox' as regclass) as oid)::bigint as server,
                       (select case when is_called then last_value else 0 end from outbox_position_seq) as last_position,
                       cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) as oldest_running,
                       cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint) as next_transaction
            )
            select turn.mine, turn.begun, standing.*, taken.*
            from turn
            cross join standing
            left join lateral outbox_take(
                case when turn.mine then cast(:batch as integer) else 0 end,
                case when standing.server = cast(:server as bigint)
                          and standing.last_position >= cast(:highest as bigint)
                     then cast(:head as bigint) else 0 end
            ) as taken on true
            order by taken.position
            """.formatted(LOCK);

    private static final String FORGOTTEN = """
            select exists (select from outbox where position <= cast(:head as bigint)) as found
            """;

    private static final String DELETE = """
            delete from outbox where position = any (cast(string_to_array(:positions, ',') as bigint[]))
            """;

    /// The turn, and what was taken in it.
    ///
    /// @param begun by the database's clock, before anything was taken
    /// @param rows in the order of their positions
    record Taken(Instant begun, OutboxHead.Look look, List<OutboxRow> rows) {}

    /// Takes the turn and the oldest rows out of the outbox: they are gone when this transaction commits, and all there
    /// again when it does not. Until it ends nobody else may relay. A process that dies loses the turn with its
    /// connection.
    ///
    /// @param longest how long a process that hangs may keep the turn: then the database ends its session
    /// @return empty when somebody else has the turn
    static Optional<Taken> take(Statements transaction, int batch, Duration longest, OutboxHead head) {
        List<Seen> seen = transaction.query(
                TAKE,
                Map.of(
                        "batch",
                        batch,
                        "longest",
                        longest.toMillis() + "ms",
                        "server",
                        head.server(),
                        "highest",
                        head.highest(),
                        "head",
                        head.position()),
                OutboxRow::seen);
        Seen first = seen.getFirst();
        return first.mine()
                ? Optional.of(new Taken(
                        first.begun(),
                        first.look(),
                        seen.stream().flatMap(one -> one.row().stream()).toList()))
                : Optional.empty();
    }

    /// Whether anything is there where nothing can be.
    static boolean isForgotten(Statements statements, long head) {
        return statements
                .queryOne(FORGOTTEN, Map.of("head", head), row -> row.flag("found"))
                .orElse(false);
    }

    static void delete(Statements statements, Collection<Long> positions) {
        String list = positions.stream().map(String::valueOf).collect(Collectors.joining(","));
        statements.update(DELETE, Map.of("positions", list));
    }

    /// @param row empty where there is none to take
    private record Seen(boolean mine, Instant begun, OutboxHead.Look look, Optional<OutboxRow> row) {}

    private static Seen seen(Row row) {
        return new Seen(
                row.flag("mine"),
                row.instant("begun"),
                new OutboxHead.Look(
                        row.number("server"),
                        row.number("last_position"),
                        row.number("oldest_running"),
                        row.number("next_transaction")),
                row.isNull("position") ? Optional.empty() : Optional.of(read(row)));
    }

    private static OutboxRow read(Row row) {
        return new OutboxRow(
                row.number("position"),
                row.text("topic"),
                new EventEnvelope(
                        row.uuid("event_id"),
                        row.text("type"),
                        row.text("source"),
                        row.text("subject"),
                        row.instant("time"),
                        row.textOrNull("traceparent"),
                        row.textOrNull("request_id"),
                        row.text("data")));
    }
}
