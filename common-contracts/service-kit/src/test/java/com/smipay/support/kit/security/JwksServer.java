package com.smipay.support.kit.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A JWKS address on loopback whose answers a test chooses.
final class JwksServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "{\"keys\":[]}";
    private volatile CountDownLatch open = new CountDownLatch(0);

    JwksServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    static String set(Signer... signers) {
        return set(Stream.of(signers).map(Signer::jwk).toList());
    }

    static String set(List<String> jwks) {
        return jwks.stream().collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    }

    void serve(Signer... signers) {
        serve(200, set(signers));
    }

    void serve(int newStatus, String newBody) {
        body = newBody;
        status = newStatus;
    }

    /// From now on no answer is given, until {@link #answerAgain}.
    void hang() {
        open = new CountDownLatch(1);
    }

    void answerAgain() {
        open.countDown();
    }

    int timesAsked() {
        return asked.get();
    }

    @Override
    public void close() {
        answerAgain();
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            open.await();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
