package com.smipay.support.kit.call;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One exchange, bounded as a whole. A timeout of the request's own ends at the answer's head: a server that hangs in
/// the middle of a body would hold its caller for ever.
public final class BoundedCall {
    private BoundedCall() {}

    /// @param within from the call to the last byte of its answer
    /// @param mostBytes of the answer's body
    /// @throws IOException when nothing comes, or too late, or too much; the exchange and its connection have ended
    ///     then
    public static HttpResponse<byte[]> send(HttpClient client, HttpRequest request, Duration within, int mostBytes)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
        try {
            return exchange.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            HttpTimeoutException late = new HttpTimeoutException("no whole answer within " + within);
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("no answer", e);
        } finally {
            // Frees the connection of an exchange that was given up; nothing happens to one that is complete.
            exchange.cancel(true);
        }
    }
}
