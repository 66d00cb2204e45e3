package com.smipay.support.ticket.api;

import com.smipay.support.ticket.store.PersonView;
import org.jspecify.annotations.Nullable;

/// A person in few words (`admin-api.md`, Ticket row).
public record PersonSummary(
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email) {
    public static @Nullable PersonSummary of(@Nullable PersonView person) {
        return person == null
                ? null
                : new PersonSummary(person.id(), person.firstName(), person.lastName(), person.email());
    }

    /// Somebody who has to be named, known or not; null where there was nobody.
    public static @Nullable PersonSummary of(@Nullable String id, @Nullable PersonView person) {
        return id != null && person == null ? new PersonSummary(id, null, null, null) : of(person);
    }
}
