package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People name their phones as they like, and apps send that name in a header as it is, in UTF-8 (`decisions.md` 10).
/// Spoken by hand: this JVM's client sends no such header.
class DeviceNameTest {
    @ParameterizedTest
    @CsvSource({"UTF-8, John’s iPhone", "UTF-8, Ọlá 📱", "ISO-8859-1, Téléphone"})
    void nameOfADeviceArrivesWhole(String charset, String name) throws IOException {
        Person user = Person.user();
        String body = user.app().newTicket().toString();
        String answer = exchange(
                """
                POST %s HTTP/1.1
                Host: support
                x-device-id: %s
                x-device-name: %s
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d
                Connection: close

                """.formatted(App.REQUEST, user.device(), name, user.bearer(), body.length())
                                .replace("\n", "\r\n")
                        + body,
                Charset.forName(charset));

        assertThat(answer).startsWith("HTTP/1.1 201");
        Ticket ticket = Ticket.of(
                Json.mapper().readTree(answer.substring(answer.indexOf('{'))).path("data"));
        assertThat(Person.admin()
                        .dashboard()
                        .detail(ticket)
                        .path("device_metadata")
                        .path("device_name")
                        .asText())
                .isEqualTo(name);
    }

    private static String exchange(String request, Charset charset) throws IOException {
        URI gateway = LocalStack.running().gateway();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(charset));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
