package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.Actor;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that has been decided on and is not yet written: its place and its time are given under the ticket's lock.
///
/// @param message exactly what was sent
/// @param senderId null for a guest
/// @param senderName as the ticket or a token has it; what the identity topic says wins (`decisions.md` 49)
/// @param senderEmail likewise for support; a user's is the contact email
/// @param claimedBy whom the message binds the ticket to, where it binds it
/// @param clientId the sender's own; null where none was given
/// @param isByEmail whether nothing but the contact email speaks for the sender (`decisions.md` 65)
/// @param assignedUnder where this reply takes a chat that is nobody's, the roles that make an admin: it is written
///     only while the sender has one; null where it takes none
public record Draft(
        UUID id,
        String message,
        boolean isFromUser,
        boolean isInternal,
        @Nullable String senderId,
        @Nullable String senderName,
        @Nullable String senderEmail,
        @Nullable Actor claimedBy,
        @Nullable String clientId,
        boolean isByEmail,
        @Nullable Set<String> assignedUnder) {
    /// One that assigns nothing.
    public Draft(
            UUID id,
            String message,
            boolean isFromUser,
            boolean isInternal,
            @Nullable String senderId,
            @Nullable String senderName,
            @Nullable String senderEmail,
            @Nullable Actor claimedBy,
            @Nullable String clientId,
            boolean isByEmail) {
        this(
                id,
                message,
                isFromUser,
                isInternal,
                senderId,
                senderName,
                senderEmail,
                claimedBy,
                clientId,
                isByEmail,
                null);
    }

    /// The same reply, which takes a chat that is nobody's for its sender.
    ///
    /// @param adminRoles those that make an admin
    public Draft assigning(Set<String> adminRoles) {
        return new Draft(
                id,
                message,
                isFromUser,
                isInternal,
                senderId,
                senderName,
                senderEmail,
                claimedBy,
                clientId,
                isByEmail,
                adminRoles);
    }
}
