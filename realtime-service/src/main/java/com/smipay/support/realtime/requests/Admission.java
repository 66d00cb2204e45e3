package com.smipay.support.realtime.requests;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Refusal;

/// What became of a token (`decisions.md` 14, 25).
public sealed interface Admission {
    record Admitted(Caller caller) implements Admission {}

    /// @param refusal its code is what `connect_error` carries
    record Refused(Refusal refusal) implements Admission {
        static final Refused UNAUTHENTICATED = new Refused(Refusal.UNAUTHENTICATED);
        static final Refused TOKEN_EXPIRED = new Refused(Refusal.TOKEN_EXPIRED);
        static final Refused FORBIDDEN = new Refused(Refusal.NO_AGENT);

        /// The very bytes that official clients turn into `connect_error`.
        public String packet() {
            return "44/support,{\"message\":\"Unauthorized\",\"data\":{\"code\":\"" + refusal.code() + "\"}}";
        }
    }
}
