package com.smipay.support.kit.http;

import com.smipay.support.kit.signing.SignatureCheck;
import com.smipay.support.kit.signing.SignatureFault;
import com.smipay.support.kit.signing.SignedCall;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.function.Consumer;

/// Demands a signature of a call (`decisions.md` 10).
final class SignatureGuard {
    private final SignatureCheck check;
    private final Consumer<SignatureFault> refused;

    /// @param refused told of every refusal, for metrics
    SignatureGuard(SignatureCheck check, Consumer<SignatureFault> refused) {
        this.check = check;
        this.refused = refused;
    }

    /// @throws Problem 401
    void check(ServerRequest req) {
        check.fault(callOf(req)).ifPresent(fault -> {
            refused.accept(fault);
            throw SecurityHeadersGuard.refusal(fault.message());
        });
    }

    private static SignedCall callOf(ServerRequest req) {
        return new SignedCall(
                req.prologue().method().text(),
                req.prologue().uriPath().rawPath(),
                name -> req.headers().all(HeaderNames.create(name), List::of),
                () -> ReceivedBody.of(req));
    }
}
