package com.smipay.support.messaging.replica;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.messaging.domain.Agent;
import com.smipay.support.messaging.store.KnownAgents;
import java.util.Optional;

/// Who is an agent, as far as the identity topic and tokens have told (`decisions.md` 43, 54). Safe for all threads.
public final class AgentDirectory {
    private final Database database;
    private final AdminRoles roles;

    public AgentDirectory(Database database, AdminRoles roles) {
        this.database = database;
        this.roles = roles;
    }

    /// @param id an account's, in lower case where it is a UUID
    /// @return empty for somebody unknown, who is gone, or who is no admin
    public Optional<Agent> find(String id) {
        return KnownAgents.find(database, id, roles.names());
    }
}
