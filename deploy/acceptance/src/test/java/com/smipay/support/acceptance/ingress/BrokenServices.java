package com.smipay.support.acceptance.ingress;

import com.smipay.support.servers.process.FreePorts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The services as an ingress may find them: one is away, one hangs up in the middle of its answer, one shows what it
/// was asked, and one never answers.
///
/// @param hangingUp says half a head to everybody
/// @param showing answers with the head of the request
/// @param silent takes connections, and nothing more
record BrokenServices(ServerSocket hangingUp, HttpServer showing, ServerSocket silent) implements AutoCloseable {
    static BrokenServices start() throws IOException {
        HttpServer showing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        showing.createContext("/", BrokenServices::show);
        showing.start();
        BrokenServices services = new BrokenServices(open(), showing, open());
        Thread.ofVirtual().start(services::hangUp);
        return services;
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    Map<String, List<URI>> addresses() throws IOException {
        return Map.of(
                "TICKET", List.of(at(FreePorts.any())),
                "MESSAGING", List.of(at(hangingUp.getLocalPort())),
                "RATING", List.of(at(showing.getAddress().getPort())),
                "REALTIME", List.of(at(silent.getLocalPort())));
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void hangUp() {
        while (!hangingUp.isClosed()) {
            try (Socket caller = hangingUp.accept()) {
                caller.getInputStream().read(new byte[1024]);
                caller.getOutputStream().write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test is over, or the caller was faster.
            }
        }
    }

    private static void show(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] head = exchange.getRequestHeaders().entrySet().stream()
                .map(field -> field.getKey() + ": " + String.join(", ", field.getValue()))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, head.length);
        exchange.getResponseBody().write(head);
        exchange.close();
    }

    @Override
    public void close() throws IOException {
        hangingUp.close();
        silent.close();
        showing.stop(0);
    }
}
