package com.smipay.support.ticket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Requests that no well-behaved client can be made to send.
final class RawHttp {
    private RawHttp() {}

    /// The status of the answer.
    static int get(URI server, String target, String token) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("""
                    GET %s HTTP/1.1\r
                    Host: localhost\r
                    x-device-id: %s\r
                    Authorization: Bearer %s\r
                    Connection: close\r
                    \r
                    """.formatted(target, ServiceFixture.DEVICE, token)
                    .replace("\r\n", "\n")
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = in.readLine();
            return Integer.parseInt(status.split(" ", -1)[1]);
        }
    }
}
