package com.smipay.support.realtime.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// What every guard of a server shares. Immutable.
///
/// @param executor where a judgement may wait for a key or a sister
/// @param document the AsyncAPI document in YAML, as served at `/asyncapi` (`decisions.md` 46)
record Door(UpgradeRules upgrades, Judge judge, Executor executor, String document, Patience patience) {
    /// How long a client is waited for.
    ///
    /// @param upgrade for its request
    /// @param join for a namespace, and for the next one when it has left (`decisions.md` 25)
    /// @param secondTry for another token when one was refused: the Java client up to 2.0.1 asks again on the same
    ///     transport
    /// @param lingering for its side to be closed when ours is
    record Patience(Duration upgrade, Duration join, Duration secondTry, Duration lingering) {
        private static final Duration LONGEST_UPGRADE = Duration.ofSeconds(5);

        static Patience of(Duration join) {
            Duration upgrade = join.compareTo(LONGEST_UPGRADE) < 0 ? join : LONGEST_UPGRADE;
            return new Patience(upgrade, join, Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }

    void admit(JsonNode auth, Consumer<Admission> decided) {
        executor.execute(() -> decided.accept(judge.of(auth)));
    }

    FullHttpResponse documentResponse() {
        return HttpRefusal.answer(HttpResponseStatus.OK, "application/yaml", document.getBytes(StandardCharsets.UTF_8));
    }
}
