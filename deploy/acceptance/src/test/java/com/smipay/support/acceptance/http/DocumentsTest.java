package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.stack.LocalStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The API documents come through the gateway as they stand in the contracts (`decisions.md` 46).
class DocumentsTest {
    @ParameterizedTest
    @ValueSource(strings = {"ticket", "messaging", "rating"})
    void eachServiceServesItsOpenApiDocument(String service) throws IOException {
        Reply reply = Call.get("/openapi/" + service).send().expect(200);

        assertThat(reply.header("Content-Type")).startsWith("application/yaml");
        assertThat(reply.text()).isEqualTo(resource("/openapi/" + service + ".yaml"));
    }

    /// Each in YAML and in JSON, and the three as one.
    @ParameterizedTest
    @CsvSource({
        "/openapi, support",
        "/openapi/ticket, ticket",
        "/openapi/messaging, messaging",
        "/openapi/rating, rating"
    })
    void eachIsThereInBothFormsAndWhoeverHoldsItIsToldSo(String path, String name) throws IOException {
        for (String form : new String[] {"yaml", "json"}) {
            Reply reply = Call.get(path)
                    .header("Accept", "application/" + form)
                    .send()
                    .expect(200);

            assertThat(reply.header("Content-Type")).startsWith("application/" + form);
            assertThat(reply.text()).isEqualTo(resource("/openapi/" + name + "." + form));
            Call.get(path)
                    .header("Accept", "application/" + form)
                    .header("If-None-Match", "\"other\", W/" + reply.header("ETag"))
                    .send()
                    .expect(304);
        }
        Call.get(path).header("If-None-Match", "\"other\"").send().expect(200);
        String json = Call.get(path).header("Accept", "application/json").send().header("ETag");
        Call.get(path).header("If-None-Match", json).send().expect(200);
    }

    @Test
    void theRealtimeServiceServesTheAsyncApiDocument() throws Exception {
        URI address = LocalStack.running().gateway().resolve("/asyncapi");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(resource("/asyncapi/asyncapi.yaml"));
    }

    private static String resource(String path) throws IOException {
        try (InputStream stream = DocumentsTest.class.getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
