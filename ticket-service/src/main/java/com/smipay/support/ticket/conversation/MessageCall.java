package com.smipay.support.ticket.conversation;

import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What messaging is given to judge a message by: the caller's proof, and the key that makes a retry safe.
///
/// @param email as given in the body: to be compared with the contact email
/// @param bodyHash null where there is no key
/// @param path under which the key counts
public record MessageCall(
        String message,
        String email,
        @Nullable String clientId,
        @Nullable Sender caller,
        String deviceId,
        @Nullable String idempotencyKey,
        @Nullable String bodyHash,
        String path) {

    /// @param email proves ownership; null where the token has none, or an unverified one
    public record Sender(
            String userId,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            String role) {
        static Sender of(Caller caller) {
            return new Sender(
                    caller.userId(),
                    caller.ownershipEmail().orElse(null),
                    caller.firstName(),
                    caller.lastName(),
                    name(caller.role()));
        }

        private static String name(Role role) {
            return role.name().toLowerCase(Locale.ROOT);
        }
    }

    public static MessageCall of(
            FollowUpMessage request,
            Optional<Caller> caller,
            String deviceId,
            Optional<IdempotencyKey> key,
            String path) {
        return new MessageCall(
                request.message(),
                request.email(),
                request.clientId(),
                caller.map(Sender::of).orElse(null),
                deviceId,
                key.map(IdempotencyKey::key).orElse(null),
                key.map(IdempotencyKey::bodyHash).orElse(null),
                path);
    }
}
