package com.smipay.support.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/// An answer with its body as JSON.
record Answer(int status, HttpResponse<byte[]> response) {
    JsonNode json() {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode data() {
        return json().path("data");
    }

    String code() {
        return json().path("code").asText();
    }

    String message() {
        return json().path("message").asText();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The fields that a refusal names.
    java.util.List<String> fields() {
        return json().path("errors")
                .valueStream()
                .map(error -> error.path("field").asText())
                .toList();
    }
}
