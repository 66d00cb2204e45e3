package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Of a list of a thousand rows each tenth matches: the tenth, the twentieth, and so on.
class SearchWalkTest {
    private static final long ALL = 1_000;
    private static final int LIMIT = 3;

    private static final SearchWalk WALK = new SearchWalk(
            "walked",
            "id",
            (most, params) -> {
                params.put("most", most);
                return "with page as materialized (select id from walked order by number limit :most)";
            },
            "number % cast(:each as integer) = 0",
            Map.of("each", 10));

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase sql;

    @SuppressWarnings("NullAway.Init")
    private static Database database;

    @BeforeAll
    static void fill() {
        sql = TestPostgres.freshDatabase();
        sql.execute("""
                create table walked (id uuid primary key, number bigint not null);
                insert into walked
                select cast(lpad(number::text, 32, '0') as uuid), number from generate_series(1, 1000) as of (number)
                """);
        database =
                new Database(new DatabaseSettings(sql.url(), sql.username(), sql.password(), 2, Duration.ofSeconds(5)));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aPageThatIsFullEndsTheWalkAndItsTotalIsAnEstimate() {
        assertThat(until(100, 0, 0)).contains(new SearchWalk.Found(ids(10, 20, 30), 100, true));
        assertThat(until(100, 0, 5)).contains(new SearchWalk.Found(ids(60, 70, 80), 100, true));
    }

    @Test
    void aWalkThatWasTooShortSaysNothing() {
        assertThat(until(39, 0, 0)).isEmpty();
        assertThat(until(40, 0, 0)).isPresent();
        assertThat(until(LIMIT, 0, 0)).isEmpty();
    }

    @Test
    void ofAWholeListThatDoesNotFillThePageTheTotalIsCounted() {
        assertThat(until(ALL, 0, 98)).contains(new SearchWalk.Found(ids(990, 1000), 100, false));
        assertThat(until(ALL, 0, 100)).contains(new SearchWalk.Found(List.of(), 100, false));
    }

    @Test
    void ofAShortListAllMatchesAreCounted() {
        assertThat(until(1, ALL, 0)).contains(new SearchWalk.Found(ids(10, 20, 30), 100, false));
    }

    @Test
    void behindTheListNothingIsWalkedForNothing() {
        assertThat(until(100, 0, 5_000)).contains(new SearchWalk.Found(List.of(), 100, true));
    }

    private static Optional<SearchWalk.Found> until(long looks, long counted, long offset) {
        return WALK.until(database, ALL, looks, counted, LIMIT, offset);
    }

    private static List<UUID> ids(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> UUID.fromString("00000000-0000-0000-0000-%012d".formatted(number)))
                .toList();
    }
}
