package com.smipay.support.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello,Hello",
                "'  Hello  ',Hello",
                "'Hello\r\n\r\n  John',Hello John",
                "'a\tb  c',a b c",
                "'\u00A0\u2003\u3000x\u2028y\u0085z\u00A0',x y z",
                "'a\u200Bb','a\u200Bb'",
                "'',''",
                "'   ',''"
            })
    void whiteSpaceIsTrimmedAndItsRunsAreOneBlank(String text, String preview) {
        assertThat(Preview.of(text)).isEqualTo(preview);
    }

    @Test
    void whatStandsBehindManyLineEndsIsShown() {
        assertThat(Preview.of("\n".repeat(120) + "My card is gone")).isEqualTo("My card is gone");
    }

    @Test
    void aHundredCodePointsAreShownAndNoneIsCut() {
        assertThat(Preview.of("a".repeat(99) + "🙏🙏")).isEqualTo("a".repeat(99) + "🙏");
        assertThat(Preview.of("🙏".repeat(300))).isEqualTo("🙏".repeat(100));
        assertThat(Preview.of("a".repeat(99) + "\n\nb")).isEqualTo("a".repeat(99) + " ");
        assertThat(Preview.of("a".repeat(100) + "\n\n")).isEqualTo("a".repeat(100));
    }
}
