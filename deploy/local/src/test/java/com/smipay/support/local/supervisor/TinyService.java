package com.smipay.support.local.supervisor;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A program for the supervisor to watch over. Arguments: a port, and what to say about its health; or one word, with
/// which it dies at once.
public final class TinyService {
    private TinyService() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            System.err.println(arguments[0]);
            System.exit(3);
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 0);
        byte[] answer = arguments[1].getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }
}
