package com.smipay.support.ticket.api;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.CallerRecorder;
import com.smipay.support.kit.security.TokenPerson;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.People;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Finds out who is calling, and remembers what the token says about the person (`decisions.md` 30). Safe for all
/// threads.
public final class KnownCallers {
    private final Callers callers;
    private final Database database;
    private final CallerRecorder recorder;

    public KnownCallers(Callers callers, Database database) {
        this.callers = callers;
        this.database = database;
        this.recorder = new CallerRecorder(person -> write(database, person));
    }

    /// @throws com.smipay.support.kit.http.Problem 401 for a token that is not valid
    public Optional<Caller> optional(ServerRequest req) {
        Optional<Caller> caller = callers.optional(req);
        caller.ifPresent(recorder::remember);
        return caller;
    }

    /// @throws com.smipay.support.kit.http.Problem 401 without a valid token
    public Caller required(ServerRequest req) {
        Caller caller = callers.required(req);
        recorder.remember(caller);
        return caller;
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
        recorder.remember(caller);
        return caller;
    }

    private static void write(Database database, TokenPerson person) {
        Actor actor = new Actor(person.id(), person.firstName(), person.lastName(), person.email());
        if (People.remember(database, actor, person.phoneNumber(), person.isAdmin() ? "admin" : "user")) {
            Folding.person(database, person.id());
        }
    }
}
