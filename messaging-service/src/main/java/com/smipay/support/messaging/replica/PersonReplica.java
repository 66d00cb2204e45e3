package com.smipay.support.messaging.replica;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.IdentityReplica;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.messaging.store.People;
import java.util.Optional;

/// The people of `identity.users.v1`, and what follows for chats when one of them is gone.
public final class PersonReplica implements IdentityReplica<Person> {
    private final Database database;
    private final Departures departures;

    public PersonReplica(Database database, Departures departures) {
        this.database = database;
        this.departures = departures;
    }

    @Override
    public boolean take(IdentityRecord<Person> identity, RecordPosition position) {
        return database.transaction(transaction -> People.take(transaction, identity, position));
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
        departures.follow(id);
    }
}
