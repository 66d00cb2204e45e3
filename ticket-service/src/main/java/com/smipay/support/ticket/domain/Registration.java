package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.PersonName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a registration session is good for (`decisions.md` 17).
public final class Registration {
    private static final Set<String> LIVE = Set.of("active", "pending");

    private Registration() {}

    /// Whether it lives and is this person's.
    ///
    /// @param session whose email may have been kept as it was told, by the version before
    /// @param email normal
    public static boolean isLive(RegistrationSession session, String email, Instant now) {
        String status = session.status();
        return (status == null || LIVE.contains(status))
                && now.isBefore(session.expiresAt())
                && EmailAddress.normal(session.email()).equals(email);
    }

    /// First and last name, as far as they are known; null where neither is.
    public static @Nullable String name(RegistrationSession session) {
        return PersonName.of(session.firstName(), session.lastName());
    }
}
