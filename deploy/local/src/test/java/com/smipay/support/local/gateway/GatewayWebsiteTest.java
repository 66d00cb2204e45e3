package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.CrossOrigin;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages, and who may be signed for.
class GatewayWebsiteTest extends GatewayFixture {
    private static final String ADA = "{\"id\":\"0192aaaa-0000-7000-8000-0000000000aa\"}";

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"/, index", "/desk, desk", "/phone, phone"})
    void pagesRunNothingThatDoesNotLieBesideThem(String path, String name) throws Exception {
        page(name + ".html", "<!doctype html>" + name);
        try (Gateway gateway = withPages()) {
            HttpResponse<String> answer = get(gateway, path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("<!doctype html>" + name);
            assertThat(header(answer, "Content-Type")).startsWith("text/html");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "trusted-types 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @ParameterizedTest
    @CsvSource({"/docs, docs", "/docs/events, events"})
    void theDocumentsAreRenderedByScriptsThatLieBesideThem(String path, String name) throws Exception {
        page(name + ".html", "<!doctype html>" + name);
        try (Gateway gateway = withPages()) {
            HttpResponse<String> answer = get(gateway, path);

            assertThat(answer.body()).isEqualTo("<!doctype html>" + name);
            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                    .doesNotContain("unsafe", "*");
        }
    }

    @Test
    void thePagesAreToldWhoSignsIn() throws Exception {
        page("desk.html", "desk");
        page("settings.json", "{}");
        try (Gateway gateway = withPages()) {
            assertThat(get(gateway, "/settings.json").body()).isEqualTo("{}");
        }
        Map<String, String> environment = Map.of(
                "SUPPORT_PAGES",
                home.toString(),
                "SUPPORT_OIDC_ISSUER",
                "https://login.example.com/realms/desk",
                "SUPPORT_OIDC_CLIENT_ID",
                "support-desk");
        try (Gateway gateway = start(Website.from(environment))) {
            JsonNode told = json(get(gateway, "/settings.json")).path("openid");
            assertThat(told.path("issuer").asText()).isEqualTo("https://login.example.com/realms/desk");
            assertThat(told.path("client_id").asText()).isEqualTo("support-desk");
            assertThat(told.path("scope").asText()).isEqualTo("openid profile email");
            assertThat(header(get(gateway, "/desk"), "Content-Security-Policy"))
                    .contains("connect-src 'self' https://login.example.com;", "trusted-types 'none'");
        }
    }

    @ParameterizedTest
    @CsvSource({"login.example.com, desk", "ftp://login.example.com, desk", "https://login.example.com, ''"})
    void anIssuerThatMakesNoSenseIsNamed(String issuer, String clientId) {
        Map<String, String> environment = Map.of("SUPPORT_OIDC_ISSUER", issuer, "SUPPORT_OIDC_CLIENT_ID", clientId);

        assertThatThrownBy(() -> Website.from(environment)).hasMessageContaining("SUPPORT_OIDC_");
    }

    @Test
    void assetsAreKeptForEverAndSentAsTheyWereCompressed() throws Exception {
        page("assets/desk-a1b2.js", "plain");
        page("assets/desk-a1b2.js.gz", "compressed");
        try (Gateway gateway = withPages()) {
            HttpResponse<String> plain = get(gateway, "/assets/desk-a1b2.js");
            HttpResponse<String> compressed = send(request(gateway, "/assets/desk-a1b2.js")
                    .header("Accept-Encoding", "gzip")
                    .build());

            assertThat(plain.body()).isEqualTo("plain");
            assertThat(header(plain, "Cache-Control")).contains("immutable");
            assertThat(header(plain, "Content-Type")).contains("javascript");
            assertThat(compressed.body()).isEqualTo("compressed");
            assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
            assertThat(header(compressed, "Content-Type")).contains("javascript");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desk",
                "/desk.html",
                "/assets/",
                "/assets/other.js",
                "/assets/../secret.txt",
                "/assets/..%2fsecret.txt",
                "/secret.txt"
            })
    void whatIsNoPageIsNotThere(String path) throws Exception {
        page("index.html", "front");
        page("secret.txt", "secret");
        try (Gateway gateway = withPages()) {
            HttpResponse<String> answer = get(gateway, path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).path("code").asText()).isEqualTo("NOT_FOUND");
        }
    }

    /// A checkout where they are built later, or never.
    @Test
    void pagesNeedNotBeThereWhenTheGatewayStarts() throws Exception {
        Path later = home.resolve("dist");
        try (Gateway gateway = start(new Website(Optional.of(later), Optional.empty(), Optional.empty()))) {
            assertThat(get(gateway, "/").statusCode()).isEqualTo(404);
            assertThat(get(gateway, "/api/v1/support/my-tickets").statusCode()).isEqualTo(200);

            page("dist/index.html", "front");

            assertThat(get(gateway, "/").body()).isEqualTo("front");
        }
    }

    @Test
    void pagesStandInNobodysWay() throws Exception {
        page("index.html", "front");
        try (Gateway gateway = withPages()) {
            assertThat(get(gateway, "/api/v1/support/my-tickets").statusCode()).isEqualTo(200);
            assertThat(send(request(gateway, "/").POST(BodyPublishers.noBody()).build())
                            .statusCode())
                    .isEqualTo(404);
            only(Upstream.TICKET);
        }
    }

    @Test
    void whoeverSitsAtThisMachineIsSignedFor() throws Exception {
        try (Gateway gateway = withKey()) {
            assertThat(json(get(gateway, "/settings.json")).path("people").findValuesAsText("name"))
                    .contains("John Doe", "Ada Obi");

            HttpResponse<String> ada = sign(gateway, ADA, "X-Nothing", "");
            assertThat(header(ada, "Cache-Control")).isEqualTo("no-store");
            assertThat(claims(ada)).contains("\"role\":\"admin\"", "\"name\":\"Ada Obi\"");
            assertThat(claims(sign(gateway, "{\"name\":\"Zainab\",\"role\":\"other\"}", "X-Nothing", "")))
                    .contains("\"role\":\"user\"", "\"name\":\"Zainab\"");
            assertThat(sign(gateway, "{\"id\":\"nobody\"}", "X-Nothing", "").statusCode())
                    .isEqualTo(400);
            assertThat(sign(gateway, "nonsense", "X-Nothing", "").statusCode()).isEqualTo(400);
            assertThat(json(get(gateway, "/local/health"))
                            .path("services")
                            .path("ticket-service")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "X-Forwarded-For, 10.0.0.7",
        "Forwarded, for=10.0.0.7",
        "Via, 1.1 tunnel"
    })
    void nobodyElseIsToldThatThereIsAnything(String name, String value) throws Exception {
        try (Gateway gateway = withKey()) {
            assertThat(sign(gateway, ADA, name, value).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "10.0.0.7"})
    void aNameThatWasReboundToLoopbackIsNotLoopback(String host) throws Exception {
        try (Gateway gateway = withKey()) {
            assertThat(rawStatus(gateway, "GET /settings.json HTTP/1.1\nHost: " + host + "\n\n"))
                    .isEqualTo(404);
            assertThat(rawStatus(gateway, "GET /settings.json HTTP/1.1\nHost: localhost:1\n\n"))
                    .isEqualTo(200);
        }
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyIn() throws Exception {
        try (Gateway gateway = withKey()) {
            HttpResponse<String> answer = send(request(gateway, "/local/token")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString(ADA))
                    .build());
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void withoutAKeyNobodyIsSignedFor() throws Exception {
        try (Gateway gateway = start(Map.of())) {
            assertThat(get(gateway, "/settings.json").statusCode()).isEqualTo(404);
            assertThat(sign(gateway, ADA, "X-Nothing", "").statusCode()).isEqualTo(404);
        }
    }

    private Gateway withPages() {
        return start(new Website(Optional.of(home), Optional.empty(), Optional.empty()));
    }

    private Gateway withKey() throws Exception {
        Path key = home.resolve("key");
        Files.writeString(key, "a-key-that-is-long-enough-for-hs256-to-take");
        return start(new Website(Optional.of(home), Optional.of(key), Optional.empty()));
    }

    private Gateway start(Website website) {
        Map<Upstream, List<Instance>> all = new EnumMap<>(Upstream.class);
        services.forEach((upstream, service) -> all.put(upstream, List.of(new Instance(service.address(), null))));
        return Gateway.start(new GatewaySettings(0, all, CrossOrigin.NONE, website));
    }

    private void page(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static HttpResponse<String> sign(Gateway gateway, String body, String name, String value) throws Exception {
        return send(request(gateway, "/local/token")
                .header("Content-Type", "application/json")
                .header(name, value)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String claims(HttpResponse<String> answer) throws Exception {
        String token = json(answer).path("token").asText();
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
