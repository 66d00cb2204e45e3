package com.smipay.support.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what tokens say about people (`decisions.md` 30). A person of whom the same was written a short time ago
/// costs nothing. Safe for all threads.
public final class CallerRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(CallerRecorder.class);

    static final int MOST_REMEMBERED = 10_000;

    /// After it a person is written down again: a tombstone may have come in between.
    static final Duration FRESH = Duration.ofMinutes(5);

    private final Consumer<TokenPerson> writer;
    private final Cache<String, TokenPerson> written;

    /// @param writer writes what is new of it, or throws `DatabaseUnavailableException`
    public CallerRecorder(Consumer<TokenPerson> writer) {
        this(writer, Ticker.systemTicker());
    }

    CallerRecorder(Consumer<TokenPerson> writer, Ticker ticker) {
        this.writer = writer;
        this.written = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(FRESH)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /// Never fails: what the request itself needs of the database will say so.
    public void remember(Caller caller) {
        TokenPerson person = TokenPerson.of(caller);
        if (person.equals(written.getIfPresent(person.id()))) {
            return;
        }
        try {
            writer.accept(person);
            written.put(person.id(), person);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("A caller could not be remembered", e);
        }
    }
}
