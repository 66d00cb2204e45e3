package com.smipay.support.ticket.http;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.People;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who is calling, and remembers what the token says about the person (`decisions.md` 30). A person of whom
/// the same was remembered a short time ago costs nothing; the rest one statement, which writes only what is new.
/// Safe for all threads.
public final class KnownCallers {
    private static final Logger LOG = LoggerFactory.getLogger(KnownCallers.class);
    private static final int REMEMBERED = 10_000;

    /// After it a person is written down again: a tombstone may have come in between.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Seen(Actor person, Role role, Instant at) {}

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

    /// @throws com.smipay.support.kit.http.Problem 401 without a valid token, 403 without the admin role
    public Caller admin(ServerRequest req) {
        return remember(callers.admin(req));
    }

    private Caller remember(Caller caller) {
        Actor person = new Actor(caller.userId(), caller.firstName(), caller.lastName(), caller.email());
        if (isNews(person, caller.role())) {
            try {
                if (People.remember(database, person, caller.isAdmin() ? "admin" : "user")) {
                    Folding.people(database);
                }
                note(new Seen(person, caller.role(), clock.instant()));
            } catch (DatabaseUnavailableException e) {
                // What the request itself needs of the database will say so.
                LOG.debug("A caller could not be remembered", e);
            }
        }
        return caller;
    }

    private boolean isNews(Actor person, Role role) {
        synchronized (seen) {
            Seen last = seen.get(person.id());
            return last == null
                    || !last.person().equals(person)
                    || last.role() != role
                    || last.at().plus(FRESH).isBefore(clock.instant());
        }
    }

    private void note(Seen news) {
        synchronized (seen) {
            seen.put(news.person().id(), news);
        }
    }
}
