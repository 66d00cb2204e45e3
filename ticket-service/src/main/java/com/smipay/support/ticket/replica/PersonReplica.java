package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.IdentityReplica;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.People;
import java.time.Duration;
import java.util.Optional;

/// The people of `identity.users.v1`, and what follows for tickets when one of them is gone.
public final class PersonReplica implements IdentityReplica<Person> {
    private static final long BETWEEN_FOLDINGS = Duration.ofMillis(50).toNanos();

    private final Database database;
    private final Departures departures;
    private final AdminRoles adminRoles;
    private volatile long folded = System.nanoTime() - BETWEEN_FOLDINGS;

    /// @param adminRoles as tokens are judged by
    public PersonReplica(Database database, Departures departures, AdminRoles adminRoles) {
        this.database = database;
        this.departures = departures;
        this.adminRoles = adminRoles;
    }

    @Override
    public boolean take(IdentityRecord<Person> identity, RecordPosition position) {
        Person told = identity.told();
        return told == null
                ? People.forget(database, identity.id(), position)
                : People.take(database, told, adminRoles, position);
    }

    @Override
    public Optional<AppliedRecord> applied(String id) {
        return People.applied(database, id);
    }

    @Override
    public void disownSource(String id) {
        People.disownSource(database, id);
    }

    @Override
    public void follow(String id) {
        foldSometimes(id);
        departures.follow(id);
    }

    /// So that a person is found at once by what is new; while records come in a flood, nearly all are left to the
    /// chore.
    private void foldSometimes(String id) {
        long now = System.nanoTime();
        if (now - folded >= BETWEEN_FOLDINGS) {
            folded = now;
            Folding.person(database, id);
        }
    }
}
