package com.smipay.support.messaging.api;

import com.smipay.support.messaging.store.PersonView;
import org.jspecify.annotations.Nullable;

/// A person in few words, as admins see them.
record Somebody(
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email) {
    /// @param name what to call them where nobody has told us about the person
    /// @return null where there was nobody
    static @Nullable Somebody of(@Nullable String id, @Nullable PersonView person, @Nullable String name) {
        if (id == null) {
            return null;
        }
        return person == null
                ? new Somebody(id, name, null, null)
                : new Somebody(person.id(), person.firstName(), person.lastName(), person.email());
    }
}
