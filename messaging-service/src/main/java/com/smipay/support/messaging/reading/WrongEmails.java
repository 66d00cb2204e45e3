package com.smipay.support.messaging.reading;

import com.smipay.support.kit.limit.Buckets;
import com.smipay.support.kit.limit.Limit;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/// Limits how often an email may be guessed at for a ticket, by all devices together (`decisions.md` 12). Unknown
/// tickets are counted like known ones, so that the refusal does not tell them apart. In each replica; safe for all
/// threads.
public final class WrongEmails {
    /// Who guesses at a ticket gets new guesses by guessing at half as many others in between.
    private static final int TICKETS = 40_000;

    private final Optional<Buckets<String>> buckets;

    /// @param allowed wrong emails for a ticket in `period`; 0 for any number
    public WrongEmails(int allowed, Duration period) {
        this.buckets = allowed == 0
                ? Optional.empty()
                : Optional.of(new Buckets<>(new Limit(allowed, allowed, period), TICKETS, TimeMeter.SYSTEM_NANOTIME));
    }

    /// Counts an email before it is looked at, so that many at once are no way around it.
    ///
    /// @param ticket what names the ticket
    /// @return how long to wait where too many were wrong, and this one is not to be looked at; empty where it may
    ///     be
    public Optional<Duration> count(String ticket) {
        return buckets.flatMap(tickets -> tickets.take(ticket));
    }

    /// One that was counted was right, or not needed.
    public void forgive(String ticket) {
        buckets.ifPresent(tickets -> tickets.giveBack(ticket));
    }
}
