package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.smipay.support.testkit.OneServerAtATime;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What every service's listeners do with a connection, whatever the client at its other end does.
@OneServerAtATime
class ConnectionBehaviourTest {
    @AutoClose
    private static final EchoServer SERVER = new EchoServer();

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatTheServerItselfRefusesHasTheErrorShapeToo() throws Exception {
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"VALIDATION_FAILED\"");
    }

    /// As browsers and the HTTP libraries of phones leave them in addresses.
    @ParameterizedTest
    @ValueSource(
            strings = {"status[]=pending", "status[0]=pending&x={y}", "search=a|b^c`d\\e", "a=%E2%82%A6&&b", "a#b"})
    void aQueryIsTakenAsClientsWriteIt(String query) throws Exception {
        assertThat(raw("GET /nowhere?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("\"code\":\"NOT_FOUND\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%ff", "a=%C3", "a=%ED%A0%80", "%ff=a", "a=%zz", "a=%", "a=\"", "a=<b>", "a=é"})
    void aQueryThatNobodyCanReadIsTheClientsFault(String query) throws Exception {
        assertThat(raw("GET /nowhere?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"VALIDATION_FAILED\"");
    }

    @Test
    void aParameterThatIsNoTextIsNamed() throws Exception {
        assertThat(raw("GET /nowhere?a=b&limit=%C0%AF HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"limit\"", "limit must be UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            })
    void aRequestThatEndsInTwoPlacesIsRefusedAndTheConnectionEnds(String rest) throws Exception {
        assertThat(raw("POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nx-device-id: " + EchoServer.DEVICE
                        + "\r\nContent-Type: application/json\r\n" + rest))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"VALIDATION_FAILED\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
                "chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n",
                "chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
                "chunked\r\n\r\n2;name=value\r\n{}\r\n0\r\n\r\n",
                "gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            })
    void aBodyThatCanNotBeReadIsTheClientsFaultAndTheConnectionEnds(String rest) throws Exception {
        assertThat(raw("POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nx-device-id: " + EchoServer.DEVICE
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: " + rest))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"VALIDATION_FAILED\"");
    }

    /// Proxies speak it unless they are told otherwise.
    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}"})
    void anOlderVersionIsAnsweredWithWhichOneToSpeak(String request) throws Exception {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 505 ")
                .contains("\"statusCode\":505")
                .contains("Requests must be HTTP/1.1");
    }

    @Test
    void aCompressedBodyIsRefusedForWhatItIs() throws Exception {
        assertThat(
                        raw(
                                "POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nx-device-id: "
                                        + EchoServer.DEVICE
                                        + "\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415")
                .contains("\"code\":\"UNSUPPORTED_MEDIA_TYPE\"");
    }

    /// Ten megabytes are more than every buffer on the way: whoever closes without reading them resets the line.
    @Test
    void aClientThatIsStillSendingSeesItsRefusal() throws Exception {
        byte[] part = new byte[64 * 1024];
        int parts = 160;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                                    + (long) part.length * parts + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < parts; i++) {
                out.write(part);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    /// Read to the last chunk: the client learns its refusal although nobody knew before how much it would send.
    @Test
    void aClientThatIsStillSendingChunksSeesItsRefusal() throws Exception {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nx-device-id: device-0001\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 160; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    @Test
    void aClientThatWaitsToBeToldToGoOnIsRefusedAtOnce() throws Exception {
        assertThat(raw("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody",
            })
    void aConnectionEndsWhenTheClientAsksForIt(String request) throws Exception {
        assertThat(raw(request)).startsWith("HTTP/1.1 ");
    }

    @Test
    void aClientThatVanishesInTheMiddleOfItsRequestIsNoFault() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ErrorFeature.class);
        log.start();
        logger.addAppender(log);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/support/echo HTTP/1.1\r\nHost: a\r\nx-device-id: " + EchoServer.DEVICE
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).isEmpty();
    }
}
