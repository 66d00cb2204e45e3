package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.time.Duration;
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
    /// whoever had the turn before has deleted.
    ///
    /// The relay's transactions only delete what is published: losing one to a crash publishes again, which is
    /// allowed, so they need not wait for the disk.
    private static final String TAKE = """
            with turn as materialized (
                select pg_try_advisory_xact_lock(%d) as mine,
                       set_config('synchronous_commit', 'off', true) as relaxed,
                       set_config('idle_in_transaction_session_timeout', :longest, true) as bounded
            )
            select turn.mine, taken.*
            from turn
            left join lateral outbox_take(case when turn.mine then cast(:batch as integer) else 0 end) as taken on true
            order by taken.position
            """.formatted(LOCK);

    private static final String DELETE = """
            delete from outbox where position = any (cast(string_to_array(:positions, ',') as bigint[]))
            """;

    /// Takes the turn and the oldest rows out of the outbox: they are gone when this transaction commits, and all there
    /// again when it does not. Until it ends nobody else may relay. A process that dies loses the turn with its
    /// connection.
    ///
    /// @param longest how long a process that hangs may keep the turn: then the database ends its session
    /// @return in the order of their positions; empty when somebody else has the turn
    static Optional<List<OutboxRow>> take(Statements transaction, int batch, Duration longest) {
        List<Seen> seen =
                transaction.query(TAKE, Map.of("batch", batch, "longest", longest.toMillis() + "ms"), OutboxRow::seen);
        return seen.getFirst().mine()
                ? Optional.of(seen.stream().flatMap(one -> one.row().stream()).toList())
                : Optional.empty();
    }

    static void delete(Statements statements, Collection<Long> positions) {
        String list = positions.stream().map(String::valueOf).collect(Collectors.joining(","));
        statements.update(DELETE, Map.of("positions", list));
    }

    /// @param row empty where there is none to take
    private record Seen(boolean mine, Optional<OutboxRow> row) {}

    private static Seen seen(Row row) {
        return new Seen(row.flag("mine"), row.isNull("position") ? Optional.empty() : Optional.of(read(row)));
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
