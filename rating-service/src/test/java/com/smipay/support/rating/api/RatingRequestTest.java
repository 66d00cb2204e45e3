package com.smipay.support.rating.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.ApiError;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.rating.domain.Rating;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatingRequestTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "5, 5", "4.0, 4", "5e0, 5", "10e-1, 1"})
    void aWholeNumberFromOneToFiveIsARatingHoweverItIsSpelled(String json, int stars) throws Exception {
        assertThat(RatingRequest.parse(body("{\"rating\":" + json + "}"))).isEqualTo(new Rating(stars, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "6",
                "-1",
                "4.5",
                "0.999999",
                "5.000001",
                "1e400",
                "-1e400",
                "4294967300",
                "18446744073709551620",
                "\"4\"",
                "\"\"",
                "true",
                "null",
                "[4]",
                "{}"
            })
    void anythingElseIsOutOfRange(String json) throws Exception {
        ApiError refusal = refusal("{\"rating\":" + json + "}");

        assertThat(refusal.code()).isEqualTo("RATING_OUT_OF_RANGE");
        assertThat(refusal.message()).isEqualTo("Rating must be between 1 and 5");
        assertThat(fields(refusal)).containsExactly("rating");
    }

    @Test
    void aMissingRatingIsOutOfRange() throws Exception {
        assertThat(refusal("{}").message()).isEqualTo("Rating must be between 1 and 5");
    }

    @Test
    void feedbackComesBackExactlyAsSent() throws Exception {
        String feedback = "  Ẹ ṣé púpọ̀ 🙏 ₦50,000\r\n\tשלום  ";
        assertThat(parse(4, feedback)).isEqualTo(new Rating(4, feedback));
    }

    @Test
    void feedbackCountsCodePointsAfterTrimming() throws Exception {
        assertThat(parse(4, " " + "🙏".repeat(2000) + " ").feedback()).isNotNull();
        assertThat(fields(refusal(4, "🙏".repeat(2001)))).containsExactly("feedback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[]", "{}", "\"a\\u0000b\"", "\"\\u0007\"", "\"\\ud800\"", "\"\\u0085\""})
    void feedbackThatIsNoCleanTextIsRefused(String json) throws Exception {
        ApiError refusal = refusal("{\"rating\":4,\"feedback\":" + json + "}");

        assertThat(refusal.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(fields(refusal)).containsExactly("feedback");
    }

    @Test
    void everyOffendingFieldIsNamedAndTheFirstOneSpeaks() throws Exception {
        ApiError refusal = refusal("{\"rating\":9,\"feedback\":9}");

        assertThat(fields(refusal)).containsExactly("rating", "feedback");
        assertThat(refusal.message()).isEqualTo("Rating must be between 1 and 5");
    }

    @Test
    void unknownFieldsAreIgnoredAndNullFeedbackIsNone() throws Exception {
        assertThat(RatingRequest.parse(body("{\"rating\":3,\"feedback\":null,\"mood\":[1]}")))
                .isEqualTo(new Rating(3, null));
    }

    private static Rating parse(int stars, String feedback) {
        return RatingRequest.parse(
                Json.mapper().createObjectNode().put("rating", stars).put("feedback", feedback));
    }

    private static ApiError refusal(int stars, String feedback) throws JsonProcessingException {
        return refusal(Json.mapper()
                .createObjectNode()
                .put("rating", stars)
                .put("feedback", feedback)
                .toString());
    }

    private static ApiError refusal(String json) throws JsonProcessingException {
        ObjectNode body = body(json);
        ApiError[] refusal = new ApiError[1];
        assertThatThrownBy(() -> RatingRequest.parse(body))
                .isInstanceOfSatisfying(Problem.class, problem -> refusal[0] = problem.body());
        return refusal[0];
    }

    private static List<String> fields(ApiError refusal) {
        @Nullable List<ApiError.FieldError> errors = refusal.errors();
        return errors == null
                ? List.of()
                : errors.stream().map(ApiError.FieldError::field).toList();
    }

    private static ObjectNode body(String json) throws JsonProcessingException {
        return (ObjectNode) Json.mapper().readTree(json);
    }
}
