package com.smipay.support.messaging.replica;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.store.People;
import java.util.Optional;

/// Agents that are gone, or admins no more, are none, whatever their tokens say (`decisions.md` 54). It is asked with
/// every call of an admin's, so it counts from the moment at which the identity topic has said so; callers who claim
/// no such role cost nothing. Safe for all threads.
public final class Agents {
    private final Database database;
    private final AdminRoles roles;

    public Agents(Database database, AdminRoles roles) {
        this.database = database;
        this.roles = roles;
    }

    /// Whether the identity topic takes the admin role from them; false for somebody of whom it says nothing.
    ///
    /// @param id an account's, in lower case where it is a UUID
    public boolean isRevoked(String id) {
        return People.accountStatus(database, id)
                .filter(accountStatus -> accountStatus.isGone()
                        || (accountStatus.role() != null && !roles.include(accountStatus.role())))
                .isPresent();
    }

    /// @param admin whose token has the role
    /// @return empty where it counts no more
    public Optional<Person> admin(Caller admin) {
        return isRevoked(admin.userId()) ? Optional.empty() : Optional.of(Person.of(admin));
    }

    /// Anybody; an agent that is gone as the user that is left of them.
    public Person person(Caller caller) {
        return checked(Person.of(caller));
    }

    /// Somebody that a peer tells of, likewise.
    public Person checked(Person person) {
        return person.isAdmin() && isRevoked(person.userId()) ? person.asUser() : person;
    }
}
