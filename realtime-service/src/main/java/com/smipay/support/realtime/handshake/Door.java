package com.smipay.support.realtime.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.security.TokenVerifier;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// What every guard of a server shares. Immutable.
///
/// @param executor where a verification may wait for a key
/// @param document the AsyncAPI document in YAML, as served at `/asyncapi` (`decisions.md` 46)
/// @param connectDeadline how long a transport may stay without a namespace (`decisions.md` 25)
/// @param lingering how long an ended client may take to close its side
record Door(
        UpgradeRules upgrades,
        TokenVerifier verifier,
        Executor executor,
        String document,
        Duration connectDeadline,
        Duration lingering) {

    void admit(JsonNode auth, Consumer<Admission> decided) {
        executor.execute(() -> decided.accept(Admission.judge(auth, verifier)));
    }

    FullHttpResponse documentResponse() {
        return HttpRefusal.answer(HttpResponseStatus.OK, "application/yaml", document.getBytes(StandardCharsets.UTF_8));
    }
}
