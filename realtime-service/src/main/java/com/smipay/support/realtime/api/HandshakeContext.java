package com.smipay.support.realtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.http.PublishedDocument;
import com.smipay.support.realtime.requests.Admission;
import com.smipay.support.realtime.requests.Authenticator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What every guard of a server shares. Immutable.
///
/// @param executor where a judgement may wait for a key or a peer
/// @param document the AsyncAPI document, as served at `/asyncapi` (`decisions.md` 46)
record HandshakeContext(
        UpgradeRules upgrades,
        Authenticator authenticator,
        Executor executor,
        PublishedDocument document,
        Patience patience) {
    private static final byte[] NOTHING = {};

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
        executor.execute(() -> decided.accept(authenticator.admit(auth)));
    }

    /// In the form that the request likes better; to whoever holds it already, only that.
    FullHttpResponse documentResponse(HttpHeaders request) {
        PublishedDocument.Form form = document.accepted(all(request, HttpHeaderNames.ACCEPT));
        boolean held = form.isHeldBy(all(request, HttpHeaderNames.IF_NONE_MATCH));
        FullHttpResponse response = held
                ? HttpRefusal.answer(HttpResponseStatus.NOT_MODIFIED, form.mediaType(), NOTHING)
                : HttpRefusal.answer(HttpResponseStatus.OK, form.mediaType(), form.bytes());
        if (held) {
            response.headers().remove(HttpHeaderNames.CONTENT_TYPE).remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        response.headers()
                .set(HttpHeaderNames.ETAG, form.tag())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.VARY, "Accept, Origin");
        return response;
    }

    private static @Nullable String all(HttpHeaders request, AsciiString name) {
        return request.contains(name) ? String.join(",", request.getAll(name)) : null;
    }
}
