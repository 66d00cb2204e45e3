package com.smipay.support.kit.outbox;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A row of the outbox, on its way to the broker.
record OutboxRow(long position, String topic, EventEnvelope event) {
    /// Two replicas never relay at once. The key is this product's own: "outbox" in ASCII.
    private static final long LOCK = 0x6F7574626F78L;

    /// The relay's transactions only delete what is published: losing one to a crash publishes again, which is
    /// allowed, so they need not wait for the disk.
    private static final String TURN = """
            select pg_try_advisory_xact_lock(%d) as mine,
                   set_config('synchronous_commit', 'off', true) as relaxed,
                   set_config('idle_in_transaction_session_timeout', :longest, true) as bounded
            """.formatted(LOCK);

    private static final String OLDEST = """
            select position, topic, event_id, type, source, subject, time, traceparent, request_id, data
            from outbox
            order by position
            limit :batch
            """;

    private static final String DELETE = """
            delete from outbox where position = any (cast(string_to_array(:positions, ',') as bigint[]))
            """;

    /// Whether this transaction may relay; until it ends, nobody else may. A statement of its own, so that what is
    /// read next shows everything that the one before has deleted. A process that dies loses the turn with its
    /// connection.
    ///
    /// @param longest how long a process that hangs may keep the turn: then the database ends its session
    static boolean takeTurn(Statements transaction, Duration longest) {
        return transaction
                .queryOne(TURN, Map.of("longest", longest.toMillis() + "ms"), row -> row.flag("mine"))
                .orElse(false);
    }

    static List<OutboxRow> oldest(Statements transaction, int batch) {
        return transaction.query(OLDEST, Map.of("batch", batch), OutboxRow::read);
    }

    static void delete(Statements transaction, Collection<Long> positions) {
        String list = positions.stream().map(String::valueOf).collect(Collectors.joining(","));
        transaction.update(DELETE, Map.of("positions", list));
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
