package com.smipay.support.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.http.ApiError;
import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.contracts.http.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Fact(String firstName, int howMany, @Nullable Instant at) {}

    @ParameterizedTest
    @CsvSource({
        "2026-02-24T10:30:00Z, 2026-02-24T10:30:00.000Z",
        "2026-02-24T10:30:00.1Z, 2026-02-24T10:30:00.100Z",
        "2026-02-24T10:30:00.123999Z, 2026-02-24T10:30:00.123Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z"
    })
    void timesAlwaysHaveMilliseconds(Instant instant, String printed) throws JsonProcessingException {
        assertThat(Timestamps.format(instant)).isEqualTo(printed);
        assertThat(Json.mapper().writeValueAsString(instant)).isEqualTo("\"" + printed + "\"");
    }

    @Test
    void namesAreSnakeCaseAndNullsAreWritten() throws JsonProcessingException {
        assertThat(Json.mapper().writeValueAsString(new Fact("Adésọlá", 2, null)))
                .isEqualTo("{\"first_name\":\"Adésọlá\",\"how_many\":2,\"at\":null}");
    }

    @Test
    void anEmojiIsWrittenAsItself() throws JsonProcessingException {
        assertThat(new String(Json.mapper().writeValueAsBytes("🙏 ₦"), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("\"🙏 ₦\"");
    }

    @Test
    void unknownFieldsAreIgnored() throws JsonProcessingException {
        assertThat(read("{\"first_name\":\"Ada\",\"how_many\":2,\"and\":[{}]}")).isEqualTo(new Fact("Ada", 2, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"first_name\":\"Ada\",\"first_name\":\"Bisi\",\"how_many\":2}",
                "{\"first_name\":\"Ada\",\"how_many\":null}",
                "{\"first_name\":\"Ada\",\"how_many\":\"2\"}",
                "{\"first_name\":\"Ada\",\"how_many\":2.5}",
                "{\"first_name\":\"Ada\",\"how_many\":2} {}",
                "{\"first_name\":\"Ada\",\"how_many\":2",
                "{'first_name':'Ada','how_many':2}",
                "{\"first_name\":\"Ada\",\"how_many\":NaN}"
            })
    void looseJsonIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void depthIsBounded() throws JsonProcessingException {
        assertThat(Json.mapper().readTree("[".repeat(32) + "]".repeat(32)).isArray())
                .isTrue();
        assertThatThrownBy(() -> Json.mapper().readTree("[".repeat(33) + "]".repeat(33)))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Json.mapper().readTree("[".repeat(30_000))).isInstanceOf(JacksonException.class);
    }

    @Test
    void successHasTheOneShape() throws JsonProcessingException {
        assertThat(Json.mapper()
                        .writeValueAsString(Envelope.of("Message sent", Map.of("ticket_number", "SMI-2026-000001"))))
                .isEqualTo(
                        "{\"success\":true,\"message\":\"Message sent\",\"data\":{\"ticket_number\":\"SMI-2026-000001\"}}");
    }

    @Test
    void refusalHasTheOneShape() throws JsonProcessingException {
        ApiError bare = new ApiError(false, 404, "Not Found", "Ticket X not found", "TICKET_NOT_FOUND", null, null);
        ApiError full = new ApiError(
                false,
                429,
                "Too Many Requests",
                "Slow down",
                "RATE_LIMITED",
                List.of(new FieldError("email", "too often")),
                7L);

        assertThat(Json.mapper().writeValueAsString(bare))
                .isEqualTo("{\"success\":false,\"statusCode\":404,\"error\":\"Not Found\","
                        + "\"message\":\"Ticket X not found\",\"code\":\"TICKET_NOT_FOUND\"}");
        assertThat(Json.mapper().writeValueAsString(full))
                .contains("\"statusCode\":429", "\"errors\":[{\"field\":\"email\",\"message\":\"too often\"}]")
                .contains("\"retry_after\":7");
    }

    private static Fact read(String json) throws JsonProcessingException {
        return Json.mapper().readValue(json, Fact.class);
    }
}
