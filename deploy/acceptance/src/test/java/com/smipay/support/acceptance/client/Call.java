package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.smipay.support.acceptance.contract.ContractValidator;
import com.smipay.support.acceptance.contract.Exchange;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One HTTP request in the making. What was sent and what came back is held against the documents.
public final class Call {
    /// No request may hang, whatever is away.
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private static final class Shared {
        static final ContractValidator CONTRACT = ContractValidator.ofPublishedDocuments();
    }

    private final String method;
    private final String target;
    private final HttpRequest.Builder request;
    private byte @Nullable [] body;
    private @Nullable String token;

    private Call(String method, String target) {
        this.method = method;
        this.target = target;
        this.request = HttpRequest.newBuilder(URI.create(LocalStack.running().gateway() + target))
                .timeout(LIMIT);
    }

    /// @param target path and query, already encoded
    public static Call of(String method, String target) {
        return new Call(method, target);
    }

    public static Call get(String target) {
        return of("GET", target);
    }

    public static Call post(String target) {
        return of("POST", target);
    }

    public static Call put(String target) {
        return of("PUT", target);
    }

    static ContractValidator contract() {
        return Shared.CONTRACT;
    }

    public Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public Call device(String id) {
        return header("x-device-id", id);
    }

    public Call bearer(String value) {
        token = value;
        return header("Authorization", "Bearer " + value);
    }

    /// Whoever it is, with device and token.
    public Call by(Person person) {
        device(person.device());
        return person.token() == null ? this : bearer(person.token());
    }

    public Call json(JsonNode json) {
        return json(json.toString());
    }

    /// Sent as JSON, whatever it is.
    public Call json(String text) {
        return body("application/json", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public Call body(String contentType, byte[] bytes) {
        body = bytes.clone();
        return header("Content-Type", contentType);
    }

    public Reply send() {
        byte[] sent = body;
        request.method(method, sent == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sent));
        HttpResponse<String> answer = exchange(request.build());
        String text = sent == null ? null : new String(sent, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(contract().violations(Exchange.of(text, answer)))
                .as("departures from the documents")
                .isEmpty();
        if (!InternalNotes.mayBeSeenBy(token)) {
            assertThat(InternalNotes.in(answer.headers().map() + answer.body()))
                    .as("internal notes in the answer to %s %s", method, target)
                    .isEmpty();
        }
        return new Reply(method + " " + target, answer.statusCode(), answer.headers(), answer.body(), json(answer));
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        boolean isJson = answer.headers()
                .firstValue("Content-Type")
                .map(type -> type.startsWith("application/json"))
                .orElse(false);
        try {
            return isJson ? Json.mapper().readTree(answer.body()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + answer.body(), e);
        }
    }
}
