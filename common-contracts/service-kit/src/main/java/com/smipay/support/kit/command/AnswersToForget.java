package com.smipay.support.kit.command;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Forgets remembered answers that name what was erased. It looks through all of them, the oldest first, page by page:
/// how long a statement takes does not hang on how much is remembered. A turn whose time is over leaves the rest to the
/// next one. For one thread; what several replicas do at once is done twice, and changes nothing.
final class AnswersToForget {
    private static final int NAMES_AT_ONCE = 1_000;

    private static final String NAMES = "select name from answer_to_forget limit :most";

    private static final String DONE = """
            delete from answer_to_forget where name = any (string_to_array(:names, ' '))
            """;

    private static final String FORGET_PAGE = """
            with page as materialized (
                select caller, path, key, body, created_at from idempotency
                where created_at >= :from
                order by created_at
                limit :batch
            ), named as materialized (
                select caller, path, key from page
                where exists (
                    select from regexp_matches(
                        body,
                        '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9._-]{1,16}-[0-9]{4}-[0-9]{6,}',
                        'g') as found (name)
                    where found.name[1] = any (string_to_array(:names, ' ')))
            ), forgotten as (
                delete from idempotency as answer using named
                where answer.caller = named.caller and answer.path = named.path and answer.key = named.key
            )
            select count(*) as looked_at, max(created_at) as last from page
            """;

    private final Database database;
    private final int batch;
    private final Duration longest;

    /// Those that answers are looked through for now; empty between two walks.
    private List<String> names = List.of();

    private Instant from = Instant.EPOCH;

    /// @param batch answers that a statement looks at
    /// @param longest that a turn takes, but for the statement that is under way
    AnswersToForget(Database database, int batch, Duration longest) {
        this.database = database;
        this.batch = batch;
        this.longest = longest;
    }

    private record Page(long lookedAt, Instant last) {
        static Page of(Row row) {
            Instant last = row.instantOrNull("last");
            return new Page(row.number("looked_at"), last == null ? Instant.EPOCH : last);
        }
    }

    /// Goes on with the walk that is under way, else begins one where something waits.
    void step() {
        if (names.isEmpty()) {
            names = database.query(NAMES, Map.of("most", NAMES_AT_ONCE), row -> row.text("name"));
            from = Instant.EPOCH;
        }
        if (!names.isEmpty() && isLookedThrough()) {
            database.update(DONE, Map.of("names", String.join(" ", names)));
            names = List.of();
        }
    }

    /// A page.
    private boolean isLookedThrough() {
        String joined = String.join(" ", names);
        long until = System.nanoTime() + longest.toNanos();
        do {
            Page page = database.queryOne(FORGET_PAGE, Map.of("from", from, "batch", batch, "names", joined), Page::of)
                    .orElseThrow();
            if (page.lookedAt() < batch) {
                return true;
            }
            from = page.last();
        } while (System.nanoTime() - until < 0);
        return false;
    }
}
