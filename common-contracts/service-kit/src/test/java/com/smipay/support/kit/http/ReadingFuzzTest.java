package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.smipay.support.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The short form of `deploy/fuzz`: known bodies and tokens, and a fixed number of changes to each.
class ReadingFuzzTest {
    static Stream<String> seeds() {
        return Stream.of(
                "{\"subject\":\"My transfer\",\"description\":\"It is lost\",\"email\":\"john@example.com\",\"is_internal\":true}",
                "{\"a\":{\"b\":[1,2.5,-1e9,null,\"\\ud83d\\ude00\"]}}",
                "[[[[[[{\"a\":\"b\"}]]]]]]",
                "{\"a\":1,\"b\":1e999999999}",
                "\u20a650,000 \ud83d\ude00 {\"\":\"\"}",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvY2FsIn0.eyJzdWIiOiJ1IiwiZXhwIjo0MTAyNDQ0ODAwfQ.AAAA");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatIsMuchLikeItThrowsOrIsBelieved(String seed) {
        Mutations.of(seed.getBytes(StandardCharsets.UTF_8), 300)
                .forEach(input -> assertThatCode(() -> ReadingFuzz.fuzzerTestOneInput(input))
                        .as(new String(input, StandardCharsets.ISO_8859_1))
                        .doesNotThrowAnyException());
    }
}
