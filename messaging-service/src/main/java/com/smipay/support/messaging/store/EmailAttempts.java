package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Portions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Counts wrong emails by ticket, over all calls and replicas (`decisions.md` 65). Whoever gives the right one costs no
/// statement here: whether emails are refused stands in what [Conversations] finds, and in the statement that writes.
/// Safe for all threads and replicas.
public final class EmailAttempts {
    /// What was not counted is refused, also where the others of a burst wrote their row after this statement began.
    private static final String COUNT = """
            with counted as (
                insert into email_guess as known (ticket_number, guesses, refused_until, forget_at)
                select :number, array[clock_timestamp()],
                       case when :most <= 1 then clock_timestamp() + period.length end, clock_timestamp() + period.length
                from (select cast(:seconds as integer) * interval '1 second' as length) as period
                on conflict (ticket_number) do update
                set (guesses, refused_until, forget_at) = (
                    select recent.guesses,
                           case when cardinality(recent.guesses) >= :most
                                then recent.guesses[1] + (excluded.forget_at - excluded.guesses[1]) end,
                           excluded.forget_at
                    from (
                        select array(
                            select guess from unnest(known.guesses) as guess
                            where guess > excluded.guesses[1] - (excluded.forget_at - excluded.guesses[1])
                            order by guess
                        ) || excluded.guesses as guesses
                    ) as recent)
                where known.refused_until is null or known.refused_until <= clock_timestamp()
                returning ticket_number
            )
            select cast(ceil(extract(epoch from known.refused_until - clock_timestamp())) as bigint) as seconds
            from (select cast(:number as text) as number) as told
            left join email_guess as known on known.ticket_number = told.number
            where not exists (select from counted)
            """;

    /// Where somebody guesses meanwhile, it is not past any more.
    private static final String FORGET = """
            delete from email_guess
            where forget_at < case when cast(:all as boolean) then timestamptz 'infinity' else now() end
              and ticket_number = any (array(
                  select ticket_number from email_guess
                  where forget_at < case when cast(:all as boolean) then timestamptz 'infinity' else now() end
                  order by forget_at
                  limit :batch
              ))
            """;

    private final Database database;
    private final int most;
    private final Duration period;

    /// @param most wrong emails for a ticket in `period` before any is refused; 0 for any number
    public EmailAttempts(Database database, int most, Duration period) {
        this.database = database;
        this.most = most;
        this.period = period;
    }

    /// Counts one that was compared and is wrong. In a transaction of its own, for the caller's ends with a refusal.
    ///
    /// @param ticketNumber in upper case; of a ticket that need not exist
    /// @return for how long emails are refused, where too many others were counted before this one
    public Optional<Duration> count(String ticketNumber) {
        if (most == 0) {
            return Optional.empty();
        }
        return database.queryOne(
                COUNT, Map.of("number", ticketNumber, "most", most, "seconds", period.toSeconds()), row -> {
                    Long seconds = row.numberOrNull("seconds");
                    return seconds == null ? period : Duration.ofSeconds(Math.max(1, seconds));
                });
    }

    /// Forgets what no longer counts; where nothing is counted, everything. Any replica may call it at any time.
    public void forgetOld() {
        Portions.delete(database, FORGET, Map.of("all", most == 0));
    }
}
