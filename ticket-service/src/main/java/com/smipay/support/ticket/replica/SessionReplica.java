package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.IdentityReplica;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.ticket.store.Sessions;
import java.util.Optional;

/// The registrations of `identity.registration-sessions.v1`.
public final class SessionReplica implements IdentityReplica<RegistrationSession> {
    private final Database database;

    public SessionReplica(Database database) {
        this.database = database;
    }

    @Override
    public boolean take(IdentityRecord<RegistrationSession> identity, RecordPosition position) {
        RegistrationSession told = identity.told();
        return told == null
                ? Sessions.forget(database, identity.id(), position)
                : Sessions.take(database, told, position);
    }

    @Override
    public Optional<AppliedRecord> applied(String id) {
        return Sessions.applied(database, id);
    }

    @Override
    public void disownSource(String id) {
        Sessions.disownSource(database, id);
    }
}
