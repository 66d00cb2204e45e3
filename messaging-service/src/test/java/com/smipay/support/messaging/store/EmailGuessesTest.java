package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.testkit.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The count stands in the database, so every replica counts on where another stopped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailGuessesTest {
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private StoreFixture fixture;

    @BeforeAll
    void start() {
        fixture = new StoreFixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void whatIsOlderThanThePeriodNoLongerCounts() {
        String ticket = "SMI-2026-000001";
        assertThat(replica(3).count(ticket)).isEmpty();
        assertThat(replica(3).count(ticket)).isEmpty();
        fixture.raw.execute(
                "update email_guess set guesses = array(select g - interval '11 minutes' from unnest(guesses) g)");
        assertThat(replica(3).count(ticket)).isEmpty();
        assertThat(replica(3).count(ticket)).isEmpty();
        assertThat(fixture.raw.number("select count(*) from email_guess where refused_until is null"))
                .isEqualTo(1);

        assertThat(replica(3).count(ticket)).as("the third is compared too").isEmpty();
        assertThat(replica(3).count(ticket))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(595), PERIOD));

        fixture.raw.execute("update email_guess set refused_until = now() - interval '1 second'");
        assertThat(replica(3).count(ticket)).as("it is over").isEmpty();
    }

    /// Its statement began before it could see that the others were too many.
    @Test
    void aBurstIsCountedToo() throws Exception {
        String ticket = "SMI-2026-000004";
        FutureTask<Optional<Duration>> late = new FutureTask<>(() -> replica(3).count(ticket));
        Thread waiting;
        try (TestDatabase.Held others = fixture.raw.hold("""
                insert into email_guess (ticket_number, guesses, refused_until, forget_at)
                values ('%s', array[now(), now(), now()], now() + interval '10 minutes',
                                                now() + interval '10 minutes')
                """.formatted(ticket))) {
            waiting = Thread.ofPlatform().start(late);
            await().until(() -> fixture.raw.number("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """) == 1);
            others.connection().commit();
        }
        waiting.join();

        assertThat(late.get()).contains(PERIOD);
    }

    @Test
    void thePastIsForgottenAndEverythingWhereNothingIsCounted() {
        replica(3).count("SMI-2026-000002");
        fixture.raw.execute("update email_guess set forget_at = now() - interval '1 second'");
        replica(3).count("SMI-2026-000003");
        replica(3).forgetOld();
        assertThat(fixture.raw.number("select count(*) from email_guess")).isEqualTo(1);

        assertThat(replica(0).count("SMI-2026-000003")).isEmpty();
        replica(0).forgetOld();
        assertThat(fixture.raw.number("select count(*) from email_guess")).isZero();
    }

    /// As one statement it would run into its time once there are too many, each time.
    @Test
    void aLongPastIsForgottenInPortions() {
        fixture.raw.refuseDeletesOfMoreThan(1_000, "email_guess");
        fixture.raw.execute("""
                insert into email_guess (ticket_number, guesses, forget_at)
                select 'SMI-2025-' || lpad(cast(n as text), 6, '0'), array[now()], now() - interval '1 second'
                from generate_series(1, 2500) as n
                """);

        replica(3).forgetOld();

        assertThat(fixture.raw.number("select count(*) from email_guess where ticket_number like 'SMI-2025-%'"))
                .isZero();
    }

    private EmailAttempts replica(int most) {
        return new EmailAttempts(fixture.database, most, PERIOD);
    }
}
