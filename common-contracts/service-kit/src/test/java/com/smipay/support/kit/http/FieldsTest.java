package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.contracts.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is blank, and what is neither yes nor no (`decisions.md` 51, 52).
class FieldsTest {
    private static final List<String> WORDS = List.of("low", "high");

    private static Fields fields(String value) {
        try {
            return new Fields((ObjectNode) Json.mapper().readTree("{\"f\":" + value + "}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    /// The fields that a reading finds at fault.
    private static List<String> rejected(String value, Consumer<Fields> reading) {
        Fields fields = fields(value);
        reading.accept(fields);
        Problem problem = catchThrowableOfType(Problem.class, fields::check);
        return problem == null
                ? List.of()
                : Objects.requireNonNull(problem.body().errors()).stream()
                        .map(FieldError::message)
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "\"\"", "\" \\n\"", "\"\\u00a0\\u00a0\\u00a0\\u00a0\\u00a0\\u00a0\"", "\"\\u200b\""})
    void aBlankTextIsNone(String value) {
        assertThat(rejected(value, fields -> fields.text("f", 0, 10))).containsExactly("f is required");
        assertThat(rejected(value, fields -> fields.email("f"))).containsExactly("f is required");
        assertThat(rejected(value, fields -> fields.word("f", Optional::of, WORDS)))
                .containsExactly("f is required");

        Fields optional = fields(value);
        assertThat(optional.optionalText("f", 3, 10)).isNull();
        assertThat(optional.<String>optionalWord("f", text -> Optional.empty(), WORDS))
                .isNull();
        assertThat(optional.filled("f")).isNull();
        optional.check();
    }

    @Test
    void aTextComesAsItWasSent() {
        assertThat(fields("\"\\u00a0abc\\ufe0f\\n\"").text("f", 3, 4)).isEqualTo("\u00a0abc\ufe0f\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"true\"", "0", "1", "[]", "{}"})
    void onlyTrueAndFalseAreFlags(String value) {
        assertThat(rejected(value, fields -> fields.optionalFlag("f", false)))
                .containsExactly("f must be true or false");
    }

    @Test
    void aFlagThatIsNotThereIsWhatItWouldBe() {
        assertThat(fields("true").optionalFlag("f", false)).isTrue();
        assertThat(fields("false").optionalFlag("f", true)).isFalse();
        assertThat(fields("1").optionalFlag("g", true)).isTrue();
    }
}
