package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.ticket.store.PersonView;
import org.jspecify.annotations.Nullable;

/// The account that owns a ticket (`admin-api.md`, Ticket row and Ticket detail).
public sealed interface TicketUser {
    record Brief(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String smipayTag,
            @Nullable JsonNode profileImage)
            implements TicketUser {}

    /// The last five are as the account system told them, in the shapes that a dashboard reads (`decisions.md` 48).
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
            implements TicketUser {}

    /// Null where nobody owns the ticket, or nobody has told us about the owner.
    static @Nullable TicketUser brief(@Nullable PersonView person) {
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

    static @Nullable TicketUser full(@Nullable PersonView person) {
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
