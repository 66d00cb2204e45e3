package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A gateway before four stub services, and a client that speaks to it.
abstract class GatewayFixture {
    /// The origin that is trusted.
    static final String PAGE = "https://desk.example";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    final Map<Upstream, StubService> services = new EnumMap<>(Upstream.class);

    @BeforeEach
    void startServices() throws IOException {
        for (Upstream upstream : Upstream.values()) {
            services.put(upstream, StubService.start(upstream.name()));
        }
    }

    @AfterEach
    void stopServices() {
        services.values().forEach(StubService::close);
    }

    static int rawStatus(Gateway gateway, String lines) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(head(lines));
            return Integer.parseInt(EchoSocket.readHead(client.getInputStream()).split(" ", 3)[1]);
        }
    }

    static byte[] head(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The stubs, with some services in other places.
    Gateway start(Map<Upstream, List<URI>> others) {
        Map<Upstream, List<Instance>> all = new EnumMap<>(Upstream.class);
        services.forEach((upstream, service) -> all.put(upstream, List.of(new Instance(service.address(), null))));
        others.forEach((upstream, addresses) -> all.put(
                upstream,
                addresses.stream().map(address -> new Instance(address, null)).toList()));
        return Gateway.start(new GatewaySettings(0, all, CrossOrigin.of(List.of(PAGE)), Website.NONE));
    }

    StubService service(Upstream upstream) {
        return Optional.ofNullable(services.get(upstream)).orElseThrow();
    }

    StubService.Received only(Upstream upstream) {
        assertThat(service(upstream).received()).hasSize(1);
        return service(upstream).received().getFirst();
    }

    static HttpRequest.Builder request(Gateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return send(request(gateway, path).build());
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.mapper().readTree(response.body());
    }
}
