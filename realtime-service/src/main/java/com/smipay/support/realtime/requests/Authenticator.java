package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.security.Verification;
import com.smipay.support.realtime.domain.AdminDirectory;
import com.smipay.support.realtime.requests.Admission.Admitted;
import com.smipay.support.realtime.requests.Admission.Refused;

/// Decides whom a token admits, at the handshake and when it is renewed: without skew, and no agent that is gone
/// (`decisions.md` 14, 25, 54). Safe for all threads; may wait for a key or an answer, so never on an event loop.
public final class Authenticator {
    private final TokenVerifier verifier;
    private final AdminDirectory admins;

    public Authenticator(TokenVerifier verifier, AdminDirectory admins) {
        this.verifier = verifier;
        this.admins = admins;
    }

    /// Never throws.
    ///
    /// @param auth an object with the token in it
    public Admission admit(JsonNode auth) {
        JsonNode token = auth.path("token");
        if (!token.isTextual()) {
            return Refused.UNAUTHENTICATED;
        }
        return switch (verifier.verifyWithoutSkew(token.textValue())) {
            case Verification.Valid valid -> admit(valid.caller());
            case Verification.Expired expired -> Refused.TOKEN_EXPIRED;
            case Verification.Invalid invalid -> Refused.UNAUTHENTICATED;
        };
    }

    private Admission admit(Caller caller) {
        return caller.isAdmin() && admins.isGone(caller) ? Refused.FORBIDDEN : new Admitted(caller);
    }
}
