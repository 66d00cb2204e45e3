package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayBodyTest extends GatewayFixture {
    /// Of a request with ten bytes of body; a header may follow.
    private static final String TEN_BYTES = """
            POST /api/v1/support/request-support HTTP/1.1
            Host: localhost
            Content-Length: 10
            """;

    @Test
    void bodiesPassWhole() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            HttpRequest post = request(gateway, "/api/v1/support/request-support")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[64 * 1024]))
                    .build();
            assertThat(send(post).statusCode()).isEqualTo(200);
        }
        assertThat(only(Upstream.TICKET).length()).isEqualTo(64 * 1024);
    }

    @Test
    void bodiesInChunksPassWholeToo() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(send(chunked(gateway, 64 * 1024)).statusCode()).isEqualTo(200);
        }
        assertThat(only(Upstream.TICKET).length()).isEqualTo(64 * 1024);
    }

    /// A service works on so many requests at once: somebody who sends slowly must not be one of them.
    @Test
    void aServiceSeesNothingOfARequestUntilItsBodyIsWhole() throws Exception {
        try (Gateway gateway = start(Map.of());
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            slow.getOutputStream().write(head(TEN_BYTES + "\n"));
            slow.getOutputStream().write(new byte[9]);
            // The stub works on one request at a time.
            assertThat(get(gateway, "/api/v1/support/my-tickets").statusCode()).isEqualTo(200);

            slow.getOutputStream().write(0);
            assertThat(EchoSocket.readHead(slow.getInputStream())).startsWith("HTTP/1.1 200");
        }
        assertThat(service(Upstream.TICKET).received().getLast().length()).isEqualTo(10);
    }

    /// Who is refused in a rush asks again: to make it open a connection for that would cost both more than the
    /// refusal.
    @Test
    void whoIsRefusedAfterItsBodyKeepsItsConnection() throws Exception {
        service(Upstream.TICKET).close();
        byte[] post = head(TEN_BYTES + "\n0123456789");
        try (Gateway gateway = start(Map.of());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            for (int i = 0; i < 3; i++) {
                client.getOutputStream().write(post);
                String head = EchoSocket.readHead(client.getInputStream());
                assertThat(head).startsWith("HTTP/1.1 503").doesNotContainIgnoringCase("Connection: close");
                int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                assertThat(client.getInputStream().readNBytes(length)).endsWith((byte) '}');
            }
            // Nor is the body that nobody read taken for a request.
            client.getOutputStream().write(head("""
                    GET /api/v1/support/ticket HTTP/1.1
                    Host: localhost

                    """));
            assertThat(EchoSocket.readHead(client.getInputStream())).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws Exception {
        try (Gateway gateway = start(Map.of());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.getOutputStream().write(head(TEN_BYTES + "Expect: 100-continue\n\n"));
            assertThat(EchoSocket.readHead(client.getInputStream())).startsWith("HTTP/1.1 100");
            client.getOutputStream().write(new byte[10]);
            assertThat(EchoSocket.readHead(client.getInputStream())).startsWith("HTTP/1.1 200");
        }
        assertThat(only(Upstream.TICKET).length()).isEqualTo(10);
    }

    @Test
    void largerBodiesAreRefusedHoweverTheyAreSent() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            for (int size : List.of(64 * 1024 + 1, 1024 * 1024)) {
                HttpRequest announced = request(gateway, "/api/v1/support/request-support")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                        .build();
                for (HttpRequest post : List.of(announced, chunked(gateway, size))) {
                    HttpResponse<String> response = send(post);
                    assertThat(response.statusCode()).isEqualTo(413);
                    assertThat(json(response).path("code").asText()).isEqualTo("PAYLOAD_TOO_LARGE");
                }
            }
        }
        assertThat(service(Upstream.TICKET).received()).isEmpty();
    }

    /// Else the client, sending still, may find the line cut instead of the answer.
    @Test
    void aBodyThatIsTooLargeIsReadToItsEndBeforeItIsRefused() throws Exception {
        try (Gateway gateway = start(Map.of());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(500);
            client.getOutputStream().write(head("""
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Content-Length: 70000

                    """));
            client.getOutputStream().write(new byte[69_999]);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client.getInputStream().read());
            client.setSoTimeout(10_000);
            client.getOutputStream().write(0);
            assertThat(EchoSocket.readHead(client.getInputStream()))
                    .startsWith("HTTP/1.1 413")
                    .doesNotContainIgnoringCase("connection: close");
        }
    }

    @Test
    void aClientThatAsksFirstNeedNotSendABodyThatIsTooLarge() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(rawStatus(gateway, """
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Content-Length: 70000
                    Expect: 100-continue

                    """)).isEqualTo(413);
        }
    }

    @Test
    void nobodyHasToReadABodyWithoutEnd() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(rawStatus(gateway, """
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Content-Length: 300000000

                    """)).isEqualTo(413);
        }
    }

    @Test
    void aBodyWhoseEndIsInDoubtNeverReachesAService() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(rawStatus(gateway, """
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Transfer-Encoding: gzip

                    """)).isEqualTo(400);
            assertThat(rawStatus(gateway, """
                    POST /api/v1/support/request-support HTTP/1.1
                    Host: localhost
                    Content-Length: 5
                    Transfer-Encoding: chunked

                    1
                    a
                    0

                    """)).isEqualTo(400);
        }
        assertThat(service(Upstream.TICKET).received()).isEmpty();
    }

    private static HttpRequest chunked(Gateway gateway, int size) {
        return request(gateway, "/api/v1/support/request-support")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size])))
                .build();
    }
}
