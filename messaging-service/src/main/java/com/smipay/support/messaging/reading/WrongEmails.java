package com.smipay.support.messaging.reading;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Limits how often an email may be guessed at for a ticket, by all devices together (`decisions.md` 12). Unknown
/// tickets are counted like known ones, so that the refusal does not tell them apart. In each replica; safe for all
/// threads.
public final class WrongEmails {
    private static final int TICKETS = 20_000;

    private final int allowed;
    private final Duration period;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > TICKETS;
        }
    };

    /// @param allowed wrong emails for a ticket in `period`; 0 for any number
    public WrongEmails(int allowed, Duration period) {
        this.allowed = allowed;
        this.period = period;
    }

    /// Counts an email before it is looked at, so that many at once are no way around it.
    ///
    /// @param ticket what names the ticket
    /// @return how long to wait where too many were wrong, and this one is not to be looked at; empty where it may be
    public Optional<Duration> count(String ticket) {
        if (allowed == 0) {
            return Optional.empty();
        }
        ConsumptionProbe probe = bucket(ticket).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// One that was counted was right, or not needed.
    public void forgive(String ticket) {
        if (allowed != 0) {
            bucket(ticket).addTokens(1);
        }
    }

    private Bucket bucket(String ticket) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(ticket, key -> newBucket());
        }
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(allowed)
                        .refillGreedy(allowed, period)
                        .build())
                .build();
    }
}
