package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.messaging.store.PersonView;
import org.jspecify.annotations.Nullable;

/// The account that owns a chat, as a ticket's owner is shown (`admin-api.md`, Ticket row and Ticket detail).
sealed interface ChatUser {
    record Brief(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String smipayTag,
            @Nullable JsonNode profileImage)
            implements ChatUser {}

    record Full(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String smipayTag,
            @Nullable JsonNode profileImage,
            String accountStatus,
            @Nullable String role,
            @Nullable JsonNode wallet,
            @Nullable JsonNode tier,
            @Nullable JsonNode kycVerification)
            implements ChatUser {}

    /// Null where nobody owns the chat, or nobody has told us about the owner.
    static @Nullable ChatUser brief(@Nullable PersonView person) {
        return person == null
                ? null
                : new Brief(
                        person.id(),
                        person.firstName(),
                        person.lastName(),
                        person.email(),
                        person.phoneNumber(),
                        person.smipayTag(),
                        person.profileImage());
    }

    static @Nullable ChatUser full(@Nullable PersonView person) {
        return person == null
                ? null
                : new Full(
                        person.id(),
                        person.firstName(),
                        person.lastName(),
                        person.email(),
                        person.phoneNumber(),
                        person.smipayTag(),
                        person.profileImage(),
                        person.accountStatus(),
                        person.role(),
                        person.wallet(),
                        person.tier(),
                        person.kycVerification());
    }
}
