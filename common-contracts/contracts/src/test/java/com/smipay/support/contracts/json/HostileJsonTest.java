package com.smipay.support.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What readers of JSON disagree about, each case by its reason: whoever stands in front of us must not see another
/// document in the same bytes.
class HostileJsonTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "escapes | [\"\\u0041\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\\\\\"\"]",
                "white space all around | [ ]\n",
                "an escaped nul is text like any other here | [\"\\u0000\"]",
                "a lone surrogate by escape is for the rules of texts | [\"\\ud800\"]",
                "a delete character | [\"\u007f\"]",
                "noncharacters | [\"\uffff\ufffe\"]",
                "an empty key | {\"\":0}",
                "a key that is a JavaScript prototype | {\"__proto__\":{\"is_admin\":true}}",
                "numbers | [0,-0,1e3,1E+2,1.5e-3,0.1,123456789012345678901234567890]",
                "a scalar | \"text\"",
                "near keys | {\"a\":1,\"A\":2}",
            })
    void isRead(String reason, String json) throws JsonProcessingException {
        assertThat(Json.fromOutside(json.getBytes(StandardCharsets.UTF_8)))
                .as(reason)
                .isNotNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "NaN|[NaN]",
                "infinity|[-Infinity]",
                "a leading zero|[01]",
                "a leading plus|[+1]",
                "a bare minus|[-]",
                "a bare exponent|[1e]",
                "a point without digits before|[.5]",
                "a point without digits behind|[1.]",
                "hexadecimal|[0x1F]",
                "two points|[1.2.3]",
                "a full-width digit|[１]",
                "a comma at the end|[1,]",
                "a comma at the end of an object|{\"a\":1,}",
                "two commas|[1,,2]",
                "a comma in front|[,1]",
                "no comma|[1 2]",
                "no colon|{\"a\" 1}",
                "two colons|{\"a\"::1}",
                "single quotes|{'a':1}",
                "a bare key|{a:1}",
                "a number as key|{1:1}",
                "no value|{\"a\":}",
                "unclosed text|[\"a",
                "an unclosed array|[1",
                "an unclosed object|{\"a\":1",
                "closed as something else|[1}",
                "closed twice|[1]]",
                "trailing text|{} x",
                "a second document|{}{}",
                "trailing hash|{\"a\":1}#",
                "a comment|{\"a\":/**/1}",
                "a line comment|{\"a\":1}//",
                "a word in capitals|[TRUE]",
                "half a word|[tru]",
                "an unknown escape|[\"\\x41\"]",
                "a bad unicode escape|[\"\\u12G4\"]",
                "a short unicode escape|[\"\\u12\"]",
                "an escape at the end|[\"\\",
                "a raw tab in text|[\"\t\"]",
                "a no-break space between tokens|[1,\u00a02]",
                "a line separator between tokens|[1,\u20282]",
                "equal keys|{\"a\":1,\"a\":1}",
                "keys that are equal by an escape|{\"a\":1,\"\\u0061\":2}",
                "equal keys further in|{\"x\":[{\"a\":1,\"a\":2}]}",
                "a mark of byte order|\ufeff{}",
                "a form feed between tokens|[\f1]",
                "a nul behind|{}\u0000",
                "a nul in text|[\"\u0000\"]",
            })
    void isRefused(String reason, String json) {
        refused(reason, json.getBytes(StandardCharsets.UTF_8));
    }

    /// The bytes between the quotes of `[""]`.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "an overlong nul, c080",
        "an overlong slash, c0af",
        "a longer overlong slash, e080af",
        "the longest overlong slash, f08080af",
        "a surrogate, eda080",
        "a pair of surrogates as in CESU-8, eda0bdedb880",
        "beyond Unicode, f4908080",
        "five bytes, f888808080",
        "a lone continuation, 80",
        "a cut sequence, e282",
        "Latin-1, e9",
        "never a byte of UTF-8, ff",
        "a quote behind a cut sequence, c322",
    })
    void bytesThatAreNoUtf8AreRefused(String reason, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("[\"".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes("\"]".getBytes(StandardCharsets.UTF_8));

        refused(reason, bytes.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void otherEncodingsAreNotGuessed(String encoding) {
        refused(encoding, "{\"message\":\"hello\"}".getBytes(Charset.forName(encoding)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void nothingIsNoValue(String nothing) throws JsonProcessingException {
        assertThat(Json.fromOutside(nothing.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isTrue();
    }

    @Test
    void whatIsTooMuchIsRefused() {
        refused("deep arrays", "[".repeat(50_000));
        refused("deep objects", "{\"a\":".repeat(50_000));
        refused("deep and closed", "[".repeat(33) + "]".repeat(33));
        refused("a number of many digits", "[" + "9".repeat(20_000) + "]");
        refused("a fraction of many digits", "[0." + "9".repeat(20_000) + "]");
        refused("a key of very many characters", "{\"" + "k".repeat(60_000) + "\":1}");
    }

    @Test
    void aRawLineEndInTextIsRefused() {
        refused("a raw line end in text", "[\"\n\"]");
    }

    @Test
    void anExponentCostsNothing() throws JsonProcessingException {
        assertThat(Json.fromOutside("[1e999999999, -1e-999999999]".getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .isNumber())
                .isTrue();
    }

    private static void refused(String reason, String json) {
        refused(reason, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String reason, byte[] json) {
        assertThatThrownBy(() -> Json.fromOutside(json)).as(reason).isInstanceOf(JsonProcessingException.class);
    }
}
