package com.smipay.support.realtime.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.TokenVerifier;
import com.smipay.support.kit.security.Verification;

/// What became of a client's wish to join `/support` (`decisions.md` 14, 25).
sealed interface Admission {
    record Admitted(Caller caller) implements Admission {}

    /// @param code `UNAUTHENTICATED` or `TOKEN_EXPIRED`
    record Refused(String code) implements Admission {
        /// The very bytes that official clients turn into `connect_error`.
        String packet() {
            return "44/support,{\"message\":\"Unauthorized\",\"data\":{\"code\":\"" + code + "\"}}";
        }
    }

    /// May wait for a key, so never on an event loop. Never throws.
    ///
    /// @param auth what the client's CONNECT packet carried
    static Admission judge(JsonNode auth, TokenVerifier verifier) {
        JsonNode token = auth.path("token");
        if (!token.isTextual()) {
            return new Refused("UNAUTHENTICATED");
        }
        return switch (verifier.verifyWithoutSkew(token.textValue())) {
            case Verification.Valid valid -> new Admitted(valid.caller());
            case Verification.Expired expired -> new Refused("TOKEN_EXPIRED");
            case Verification.Invalid invalid -> new Refused("UNAUTHENTICATED");
        };
    }
}
