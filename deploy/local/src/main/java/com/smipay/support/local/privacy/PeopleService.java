package com.smipay.support.local.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The internal listener of a service that keeps what people wrote.
public final class PeopleService implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /// A step has a hundred decisions, each of which may wait for a row.
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

    private final URI address;
    private final String serviceKey;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

    /// @param serviceKey the service credential
    public PeopleService(URI address, String serviceKey) {
        this.address = address;
        this.serviceKey = serviceKey;
    }

    /// Forgets the person, to the end.
    ///
    /// @return the ids of what was erased; empty where nothing was kept, or all is forgotten already
    /// @throws IOException where the service does not do it; what it has done stays done
    public List<String> erase(Subject person) throws IOException {
        List<String> erased = new ArrayList<>();
        while (true) {
            JsonNode progress = post("/internal/people/erasure", person.body());
            progress.path("erased").forEach(id -> erased.add(id.asText()));
            if (progress.path("done").asBoolean()) {
                return List.copyOf(erased);
            }
            if (progress.path("erased").isEmpty()) {
                throw new IOException(address + " makes no progress: somebody else holds what is to be erased");
            }
        }
    }

    /// Everything that is kept of the person, one thing after another.
    public void export(Subject person, Consumer<JsonNode> item) throws IOException {
        String after = null;
        do {
            ObjectNode body = person.body();
            if (after != null) {
                body.put("after", after);
            }
            after = page(post("/internal/people/export", body), item);
        } while (after != null);
    }

    /// Everything that was said in a conversation.
    public void exportMessages(String conversation, Consumer<JsonNode> message) throws IOException {
        String after = "0";
        while (after != null) {
            after = page(get("/internal/conversations/" + conversation + "/export?after=" + after), message);
        }
    }

    private static @Nullable String page(JsonNode page, Consumer<JsonNode> item) {
        page.path("items").forEach(item);
        return page.path("next").textValue();
    }

    private JsonNode get(String path) throws IOException {
        return send(request(path).GET());
    }

    private JsonNode post(String path, ObjectNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + serviceKey);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                JsonNode json = Json.mapper().readTree(body);
                if (answer.statusCode() != 200) {
                    throw new IOException(address + " answers " + answer.statusCode() + ": "
                            + json.path("message").asText());
                }
                return json;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Asked to stop");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
