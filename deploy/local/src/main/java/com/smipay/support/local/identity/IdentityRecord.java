package com.smipay.support.local.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import org.jspecify.annotations.Nullable;

/// A fact to publish.
///
/// @param kind as in the ticket service's internal address, `sessions` or `users`
/// @param key the id of the session or person
/// @param value plain JSON; null deletes
public record IdentityRecord(
        String topic, String kind, String key, @Nullable String value) {
    public static IdentityRecord of(RegistrationSession session) {
        return new IdentityRecord(Topics.IDENTITY_SESSIONS, "sessions", session.sessionId(), json(session));
    }

    public static IdentityRecord of(Person person) {
        return new IdentityRecord(Topics.IDENTITY_USERS, "users", person.id(), json(person));
    }

    /// The tombstone in its place.
    public IdentityRecord deleted() {
        return new IdentityRecord(topic, kind, key, null);
    }

    private static String json(Object fact) {
        try {
            return Json.mapper().writeValueAsString(fact);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A fact that JSON can't carry", e);
        }
    }
}
