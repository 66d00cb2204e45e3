package com.smipay.support.contracts.identity;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A person as admins see them beside tickets and chats (`admin-api.md`, Ticket row and Ticket detail), as far as
/// anybody has told us.
public sealed interface PersonView {
    /// Somebody who did something.
    record Summary(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email) implements PersonView {
        /// Somebody who has to be named, known or not.
        ///
        /// @param name what to call them where nobody has told us about them
        /// @param known null where nobody has told us about them
        /// @return null where there was nobody
        public static @Nullable Summary of(@Nullable String id, @Nullable String name, @Nullable Summary known) {
            return id != null && known == null ? new Summary(id, name, null, null) : known;
        }
    }

    /// The account of an owner, in a list.
    record Brief(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String smipayTag,
            @Nullable JsonNode profileImage)
            implements PersonView {
        /// Null where nobody is the owner, or nobody has told us about them.
        public static @Nullable Brief of(@Nullable Full person) {
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
    }

    /// The account of an owner, beside the one ticket or chat. The last five are as the account system told them, in
    /// the shapes that a dashboard reads (`decisions.md` 48).
    ///
    /// @param accountStatus `unknown` until told
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
            implements PersonView {}
}
