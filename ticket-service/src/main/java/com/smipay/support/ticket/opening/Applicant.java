package com.smipay.support.ticket.opening;

import com.smipay.support.kit.security.Caller;
import org.jspecify.annotations.Nullable;

/// For whom a ticket is opened.
///
/// @param userId of the account that it belongs to; null where it belongs to whoever has its email
/// @param name to go by where nobody has told us one
/// @param deviceId proves later that a guest's ticket is this device's (`decisions.md` 12); null where no device of
///     theirs is known
public record Applicant(
        @Nullable String userId,
        @Nullable String name,
        @Nullable String deviceId) {
    public static Applicant of(@Nullable Caller caller, String deviceId) {
        return caller == null
                ? new Applicant(null, null, deviceId)
                : new Applicant(caller.userId(), caller.displayName(), null);
    }

    /// Somebody who calls an agent (`decisions.md` 68).
    ///
    /// @param userId null for a person without an account
    public static Applicant caller(@Nullable String userId) {
        return new Applicant(userId, null, null);
    }
}
