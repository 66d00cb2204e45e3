package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/// An answer, already found to be as documented.
///
/// @param text the body as it came
/// @param json the body; missing where it is no JSON
public record Reply(String request, int status, HttpHeaders headers, String text, JsonNode json) {
    /// @return this
    public Reply expect(int expected) {
        assertThat(status).as("%s: %s", request, text).isEqualTo(expected);
        return this;
    }

    /// A success with this message.
    ///
    /// @return its data
    public JsonNode success(int expected, String message) {
        expect(expected);
        assertThat(json.path("success").asBoolean()).isTrue();
        assertThat(message()).isEqualTo(message);
        return data();
    }

    /// A refusal in the one shape.
    ///
    /// @return this
    public Reply refused(int expected, String code) {
        expect(expected);
        assertThat(json.path("success").asBoolean(true)).as(text).isFalse();
        assertThat(json.path("statusCode").asInt()).isEqualTo(expected);
        assertThat(code()).as(text).isEqualTo(code);
        assertThat(message()).isNotBlank();
        return this;
    }

    /// A refusal with the contract's own words.
    ///
    /// @return this
    public Reply refused(int expected, String code, String message) {
        refused(expected, code);
        assertThat(message()).isEqualTo(message);
        return this;
    }

    public JsonNode data() {
        return json.path("data");
    }

    public String message() {
        return json.path("message").asText();
    }

    public String code() {
        return json.path("code").asText();
    }

    /// The offending fields of a refusal, in their order.
    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        json.path("errors").forEach(error -> fields.add(error.path("field").asText()));
        return fields;
    }

    /// Empty where there is none.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
