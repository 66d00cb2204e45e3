package com.smipay.support.kit.command;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

    /// A page ends where its answers would be too large to be looked through in one statement, but for a first one.
    private static final String FORGET_PAGE = """
            with next as materialized (
                select one.*, row_number() over oldest as place, sum(octet_length(body)) over oldest as bytes
                from (
                    select caller, path, key, body, created_at from idempotency
                    where (created_at, caller, path, key) > (:at, :caller, :path, :key)
                    order by created_at, caller, path, key
                    limit :batch
                ) as one
                window oldest as (order by created_at, caller, path, key rows unbounded preceding)
            ), page as materialized (
                select * from next where bytes <= :bytes or place = 1
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
            select created_at, caller, path, key, place < :batch and place = (select max(place) from next) as is_last
            from page
            order by place desc
            limit 1
            """;

    private final Database database;
    private final int batch;
    private final long bytes;
    private final Duration longest;

    /// Those that answers are looked through for now; empty between two walks.
    private List<String> names = List.of();

    private Place from = Place.START;

    /// @param batch answers that a statement looks at
    /// @param bytes of their bodies, but for a first one that is larger
    /// @param longest that a turn takes, but for the statement that is under way
    AnswersToForget(Database database, int batch, long bytes, Duration longest) {
        this.database = database;
        this.batch = batch;
        this.bytes = bytes;
        this.longest = longest;
    }

    /// Behind which the next page begins.
    private record Place(Instant at, String caller, String path, String key) {
        static final Place START = new Place(Instant.EPOCH, "", "", "");

        static Place of(Row row) {
            return new Place(row.instant("created_at"), row.text("caller"), row.text("path"), row.text("key"));
        }
    }

    private record Page(Place last, boolean isLast) {}

    /// Goes on with the walk that is under way, else begins one where something waits.
    void step() {
        if (names.isEmpty()) {
            names = database.query(NAMES, Map.of("most", NAMES_AT_ONCE), row -> row.text("name"));
            from = Place.START;
        }
        if (!names.isEmpty() && isLookedThrough()) {
            database.update(DONE, Map.of("names", String.join(" ", names)));
            names = List.of();
        }
    }

    /// A page.
    private boolean isLookedThrough() {
        Map<String, Object> params =
                new HashMap<>(Map.of("batch", batch, "bytes", bytes, "names", String.join(" ", names)));
        long until = System.nanoTime() + longest.toNanos();
        do {
            params.putAll(Map.of("at", from.at(), "caller", from.caller(), "path", from.path(), "key", from.key()));
            Page page = database.queryOne(FORGET_PAGE, params, row -> new Page(Place.of(row), row.flag("is_last")))
                    .orElse(new Page(from, true));
            from = page.last();
            if (page.isLast()) {
                return true;
            }
        } while (System.nanoTime() - until < 0);
        return false;
    }
}
