package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.testkit.OneServerAtATime;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes before a request is one, byte by byte: its bounds, its fields beyond ASCII, and what a browser may read
/// of a refusal.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class RequestHeadsTest {
    private static final String DESK = "https://desk.example";

    private final WebServer server;

    RequestHeadsTest() {
        ListenerSettings settings = new ListenerSettings(
                "127.0.0.1", 0, 100, 50, 50, Duration.ofSeconds(1), CrossOrigin.of(List.of(DESK + "/")));
        server = Listeners.publicAndInternal(settings, RequestHeadsTest::routes, settings, routing -> {}, List.of())
                .start();
    }

    private static void routes(HttpRouting.Builder routing) {
        new Endpoints(routing)
                .get(
                        "/name",
                        (req, res) -> Responses.ok(
                                res,
                                "Read",
                                Map.of(
                                        "names",
                                        req.headers().all(HeaderNames.create("x-device-name"), List::of),
                                        "origin",
                                        req.headers().first(HeaderNames.ORIGIN).orElse(""))))
                .post(
                        "/body",
                        (req, res) ->
                                Responses.ok(res, "Read", JsonBody.required(req).object()))
                .nothingElse();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "UTF-8, John’s iPhone",
        "UTF-8, Ọlá 😀",
        "ISO-8859-1, José",
        "US-ASCII, Pixel 9",
    })
    void textBeyondAsciiArrivesWhole(String charset, String name) throws IOException {
        String answer =
                exchange("GET /name HTTP/1.1\nHost: x\nx-device-name:  " + name + " \n\n", Charset.forName(charset));

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"names\":[\"" + name + "\"]");
    }

    @Test
    void fieldGivenTwiceKeepsBothInTheirOrder() throws IOException {
        assertThat(exchange(
                        "GET /name HTTP/1.1\nHost: x\nX-Device-Name: plain\nx-device-name: Ọlá\n\n",
                        StandardCharsets.UTF_8))
                .contains("\"names\":[\"plain\",\"Ọlá\"]");
    }

    @Test
    void headThatComesInPiecesIsOne() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            for (byte each :
                    "GET /name HTTP/1.1\r\nHost: x\r\nx-device-name: Ọlá\r\n\r\n".getBytes(StandardCharsets.UTF_8)) {
                out.write(each);
                out.flush();
            }
            assertThat(read(socket)).contains("\"names\":[\"Ọlá\"]");
        }
    }

    @Test
    void secondRequestOfAConnectionIsItsOwn() throws IOException {
        String first = "GET /name HTTP/1.1\nHost: x\nx-device-name: Ọlá\n\n";
        String second = "GET /name HTTP/1.1\nHost: x\nConnection: close\n\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes(first + second, StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsSubsequence("\"names\":[\"Ọlá\"]", "\"names\":[]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 31_000})
    void headOfABrowserWithManyCookiesIsTaken(int length) throws IOException {
        assertThat(exchange("GET /name HTTP/1.1\nHost: x\nCookie: " + "c".repeat(length) + "\n\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(ints = {33_000, 60_000, 200_000})
    void headThatIsTooLargeIsRefusedInTheOneShape(int length) throws IOException {
        assertRefused(
                exchange("GET /name HTTP/1.1\nHost: x\nX-Request-Id: r-1\nOrigin: " + DESK + "\nCookie: "
                        + "c".repeat(length) + "\n\n"),
                431);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_200, 60_000, 200_000})
    void addressThatIsTooLongIsRefusedInTheOneShape(int length) throws IOException {
        assertRefused(
                exchange("GET /name?a=" + "c".repeat(length) + " HTTP/1.1\nHost: x\nX-Request-Id: r-1\nOrigin: " + DESK
                        + "\n\n"),
                414);
    }

    @Test
    void longAddressBelowTheBoundIsTaken() throws IOException {
        assertThat(exchange("GET /name?a=" + "c".repeat(8_000) + " HTTP/1.1\nHost: x\n\n"))
                .startsWith("HTTP/1.1 200");
    }

    /// Whoever refuses, and before whatever filter. `~` stands for a line end.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET /a|b HTTP/1.1 ; 400",
                "GET /nowhere HTTP/1.1 ; 404",
                "PUT /name HTTP/1.1 ; 405",
                "GET /name?a=%2 HTTP/1.1 ; 400",
                "GET /a%zzb HTTP/1.1 ; 400",
                "POST /body HTTP/1.1~Content-Length: x ; 400",
                "POST /body HTTP/1.1~Content-Length: 2~Content-Encoding: br ; 415",
                "POST /body HTTP/1.1~Content-Length: 0 ; 400",
                "POST /body HTTP/1.1~Content-Length: 70000~Expect: 100-continue ; 413",
                "GET /name HTTP/1.1~no colon here ; 400",
            })
    void everyRefusalMayBeReadByThePage(String request, int status) throws IOException {
        String lines = request.replace("~", "\n") + "\nHost: x\nX-Request-Id: r-1\nOrigin: " + DESK + "\n\n";
        assertRefused(exchange(lines), status);
    }

    @Test
    void foreignPageIsToldNothing() throws IOException {
        assertThat(exchange("GET /name HTTP/1.1\nHost: x\nOrigin: https://evil.example\nCookie: " + "c".repeat(40_000)
                        + "\n\n"))
                .startsWith("HTTP/1.1 431")
                .doesNotContain("Access-Control-");
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 3 * 1024 * 1024, 20 * 1024 * 1024})
    void bodyThatIsTooLargeIsRefusedAndTheAnswerArrives(int length) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(
                    "POST /body HTTP/1.1\nHost: x\nX-Request-Id: r-1\nOrigin: " + DESK
                            + "\nContent-Type: application/json\nContent-Length: " + length + "\n\n",
                    StandardCharsets.UTF_8));
            byte[] piece = new byte[10_000];
            for (int sent = 0; sent < length; sent += piece.length) {
                out.write(piece, 0, Math.min(piece.length, length - sent));
            }
            assertRefused(read(socket), 413);
        }
    }

    private static void assertRefused(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("Access-Control-Allow-Origin: " + DESK)
                .containsIgnoringCase("X-Request-Id: r-1")
                .containsIgnoringCase("Content-Type: application/json")
                .contains("\"success\":false,\"statusCode\":" + status);
    }

    private String exchange(String lines) throws IOException {
        return exchange(lines, StandardCharsets.UTF_8);
    }

    private String exchange(String lines, Charset charset) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes(lines, charset));
            return read(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] bytes(String lines, Charset charset) {
        return lines.replace("\n", "\r\n").getBytes(charset);
    }

    /// One answer, by its length.
    private static String read(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[8192];
        while (!isWhole(answer)) {
            int read = socket.getInputStream().read(some);
            if (read < 0) {
                break;
            }
            answer.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
        }
        return new String(answer.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isWhole(CharSequence answer) {
        String text = answer.toString();
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String length = text.toLowerCase(java.util.Locale.ROOT).replaceAll("(?s).*content-length: (\\d+).*", "$1");
        return text.length() >= end + 4 + Integer.parseInt(length);
    }
}
