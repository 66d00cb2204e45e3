package com.smipay.support.local.home;

import java.util.Locale;

/// The secrets of a stack, each in a file of its own.
public enum Secret {
    /// Signs and verifies tokens (`decisions.md` 14); its text is the key.
    JWT_HS256,
    /// What the services show each other.
    SERVICE_KEY,
    /// Proves a guest's device between services (`decisions.md` 12).
    GUEST_PROOF_KEY,
    POSTGRES_PASSWORD,
    /// Verifies signed requests, where that is switched on (`decisions.md` 10).
    SIGNING_KEY;

    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
