package com.smipay.support.faults.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Calls through the gateway, as the person. Safe for all threads.
public final class Rest {
    /// As long as a patient app waits.
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI gateway;
    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    public Rest(URI gateway) {
        this.gateway = gateway;
    }

    /// @param status [#LOST] where the answer was lost: no connection, cut in the middle, or too late
    public record Answer(int status, JsonNode json) {
        static final int LOST = 0;

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        public JsonNode data() {
            return json.path("data");
        }
    }

    public Answer get(Person person, String target) {
        return send(request(person, target).GET());
    }

    public Answer put(Person person, String target, JsonNode body) {
        return send(request(person, target).PUT(BodyPublishers.ofString(body.toString())));
    }

    /// @param key for `Idempotency-Key`
    public Answer post(Person person, String target, JsonNode body, String key) {
        return send(
                request(person, target).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(Person person, String target) {
        return HttpRequest.newBuilder(URI.create(gateway + target))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("x-device-id", person.device())
                .header("Authorization", "Bearer " + person.token());
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (IOException e) {
            return new Answer(Answer.LOST, Json.mapper().valueToTree(Map.of("message", String.valueOf(e))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Answer.LOST, MissingNode.getInstance());
        }
    }

    private static JsonNode json(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
