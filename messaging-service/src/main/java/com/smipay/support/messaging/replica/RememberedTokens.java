package com.smipay.support.messaging.replica;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.messaging.store.TokenPeople;
import com.smipay.support.messaging.store.TokenPeople.TokenPerson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers what tokens say about people (`decisions.md` 30). A person of whom the same was remembered a short time
/// ago
/// costs nothing; the rest one statement, which writes only what is new. Safe for all threads.
public final class RememberedTokens {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedTokens.class);
    private static final int REMEMBERED = 10_000;
    private static final int MOST_OF_A_NUMBER = 40;

    /// After it a person is written down again: a tombstone may have come in between.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Seen(TokenPerson person, Instant at) {}

    private final Database database;
    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    public RememberedTokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Never fails: what the request itself needs of the database will say so.
    public void remember(Caller caller) {
        TokenPerson person = new TokenPerson(
                caller.userId(),
                caller.firstName(),
                caller.lastName(),
                caller.email(),
                phoneNumber(caller),
                caller.isAdmin());
        Seen now = new Seen(person, clock.instant());
        if (isNews(now)) {
            try {
                TokenPeople.remember(database, List.of(person));
                note(now);
            } catch (DatabaseUnavailableException e) {
                LOG.debug("A caller could not be remembered", e);
            }
        }
    }

    /// E.164, or as told: it is shown to admins, and proves nothing.
    private static @Nullable String phoneNumber(Caller caller) {
        return Optional.ofNullable(caller.phoneNumber())
                .map(told -> PhoneNumbers.e164(told).orElse(ShownText.shown(told, MOST_OF_A_NUMBER)))
                .orElse(null);
    }

    private boolean isNews(Seen now) {
        synchronized (seen) {
            Seen last = seen.get(now.person().id());
            return last == null
                    || !last.person().equals(now.person())
                    || last.at().plus(FRESH).isBefore(now.at());
        }
    }

    private void note(Seen news) {
        synchronized (seen) {
            seen.put(news.person().id(), news);
        }
    }
}
