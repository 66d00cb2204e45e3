package com.smipay.support.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxRowTest {
    private static final int BATCH = 10;
    private static final String TABLE_READS = "select seq_scan from pg_stat_user_tables where relname = 'outbox'";
    private static final String INDEX_READS = "select idx_scan from pg_stat_user_tables where relname = 'outbox'";

    /// The plan is made in a quiet minute and kept, whatever comes: then the table is large, with hardly a row that is
    /// not gone (ADR 0038).
    @Test
    void theOldestRowsAreFoundByTheirIndexHoweverManyAreGone() {
        try (OutboxFixture fixture = new OutboxFixture(TestKafka.bootstrapServers(), TestKafka.unique("outbox"))) {
            fixture.sql.execute("alter table outbox set (autovacuum_enabled = false)");
            // Now the planner knows it to be empty; of a table that nobody has counted it expects ten pages.
            fixture.sql.execute("vacuum analyze outbox");
            for (int quiet = 0; quiet < BATCH; quiet++) {
                assertThat(take(fixture)).isEmpty();
            }
            fixture.sql.execute("""
                    insert into outbox (topic, event_id, type, source, subject, time, data)
                    select 'any', gen_random_uuid(), 'any', '/any', 'any', now(), '{}' from generate_series(1, 20000)
                    """);
            fixture.sql.execute("delete from outbox where position <= 19980");
            fixture.sql.execute("select pg_stat_force_next_flush()");
            long tableReads = fixture.sql.number(TABLE_READS);
            long indexReads = fixture.sql.number(INDEX_READS);

            assertThat(take(fixture)).hasSize(BATCH).isSorted();
            assertThat(take(fixture)).hasSize(BATCH).isSorted();
            assertThat(take(fixture)).isEmpty();

            await().until(() -> {
                take(fixture);
                return fixture.sql.number(INDEX_READS) > indexReads;
            });
            assertThat(fixture.sql.number(TABLE_READS)).isEqualTo(tableReads);
        }
    }

    private static List<Long> take(OutboxFixture fixture) {
        return fixture.database.transaction(transaction ->
                OutboxRow.take(transaction, BATCH, Duration.ofSeconds(10), new OutboxHead())
                        .orElseThrow()
                        .rows()
                        .stream()
                        .map(OutboxRow::position)
                        .toList());
    }
}
