package com.smipay.support.messaging.inbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.TokenPerson;
import com.smipay.support.messaging.store.AgentPresence;
import com.smipay.support.messaging.store.AgentPresence.Agent;
import com.smipay.support.messaging.store.TokenPeople;
import java.util.List;
import java.util.UUID;

/// Who of the agents is there, from what the instances of the realtime service say every two seconds. Safe for all
/// threads and replicas.
public final class Presence {
    private final Database database;
    private final AdminRoles roles;

    public Presence(Database database, AdminRoles roles) {
        this.database = database;
        this.roles = roles;
    }

    /// @param agents who have a socket at this instance now: all of them
    /// @param people of whose tokens it heard anew
    public void heard(UUID instance, List<String> agents, List<TokenPerson> people) {
        AgentPresence.heard(database, instance, agents);
        TokenPeople.remember(database, people);
    }

    /// Everybody to whom a chat can be handed over, by name.
    public List<Agent> agents() {
        return AgentPresence.agents(database, roles);
    }
}
