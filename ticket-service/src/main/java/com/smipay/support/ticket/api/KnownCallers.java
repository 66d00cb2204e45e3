package com.smipay.support.ticket.api;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.People;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who is calling, and remembers what the token says about the person (`decisions.md` 30). A person of
/// whom the same was remembered a short time ago costs nothing; the rest one statement, which writes only what is
/// new. Safe for all threads.
public final class KnownCallers {
    private static final Logger LOG = LoggerFactory.getLogger(KnownCallers.class);
    private static final int REMEMBERED = 10_000;
    private static final int MOST_OF_A_NUMBER = 40;

    /// After it a person is written down again: a tombstone may have come in between.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Seen(Actor person, @Nullable String phoneNumber, Role role, Instant at) {}

    private final Callers callers;
    private final Database database;
    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    public KnownCallers(Callers callers, Database database, Clock clock) {
        this.callers = callers;
        this.database = database;
        this.clock = clock;
    }

    /// @throws com.smipay.support.kit.http.Problem 401 for a token that is not valid
    public Optional<Caller> optional(ServerRequest req) {
        Optional<Caller> caller = callers.optional(req);
        caller.ifPresent(this::remember);
        return caller;
    }

    /// @throws com.smipay.support.kit.http.Problem 401 without a valid token
    public Caller required(ServerRequest req) {
        return remember(callers.required(req));
    }

    /// An agent of whom the identity topic says that they are gone, or no admin any more, is none, whatever the
    /// token says (`decisions.md` 54). That is asked with every call, so it counts from the moment at which it is
    /// known.
    ///
    /// @throws com.smipay.support.kit.http.Problem 401 without a valid token, 403 without the admin role
    public Caller admin(ServerRequest req) {
        Caller caller = callers.admin(req);
        if (People.told(database, caller.userId()) != People.Told.NOTHING) {
            throw Problem.forbidden("The admin role is required");
        }
        return remember(caller);
    }

    private Caller remember(Caller caller) {
        Actor person = new Actor(caller.userId(), caller.firstName(), caller.lastName(), caller.email());
        Seen now = new Seen(person, phoneNumber(caller), caller.role(), clock.instant());
        if (isNews(now)) {
            try {
                if (People.remember(database, person, now.phoneNumber(), caller.isAdmin() ? "admin" : "user")) {
                    Folding.people(database);
                }
                note(now);
            } catch (DatabaseUnavailableException e) {
                // What the request itself needs of the database will say so.
                LOG.debug("A caller could not be remembered", e);
            }
        }
        return caller;
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
                    || !Objects.equals(last.phoneNumber(), now.phoneNumber())
                    || last.role() != now.role()
                    || last.at().plus(FRESH).isBefore(now.at());
        }
    }

    private void note(Seen news) {
        synchronized (seen) {
            seen.put(news.person().id(), news);
        }
    }
}
