package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is left of a name.
class ShownTextTest {
    /// A tilde with four hexadecimal digits stands for that code point; what is between brackets is the text.
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "[Ada] | [Ada]",
                "[~202EnimdA] | [nimdA]",
                "[~2066Ada~2069 ~061COb~200Ei~200F] | [Ada Obi]",
                "[A~0000d~0007a~007F~009F] | [Ada]",
                "[~FEFFAda~00AD~2060~200B] | [Ada]",
                "[ Ada ~00A0~3000 Obi~0009] | [Ada Obi]",
                "[Ada~000AObi~2028~0085] | [Ada Obi]",
                "[Ada~D800] | [Ada]",
                "[Ada~FFFE] | [Ada]",
                "[Ọmọ́wùmí D’Àlmeida] | [Ọmọ́wùmí D’Àlmeida]",
                "[~0645~06CC~200C~062E] | [~0645~06CC~200C~062E]",
                "[~2764~FE0F] | [~2764~FE0F]",
                "[] | null",
                "[ ~00A0 ] | null",
                "[~202E] | null",
                "[~200D~200C] | null",
                "[~FE0F] | null",
                "[~3164~FFA0~115F] | null",
                "[~2800 ~2800] | null",
                "[~0000] | null",
            })
    void namesAreCleaned(String text, @Nullable String name) {
        assertThat(ShownText.name(read(text))).isEqualTo(name == null ? null : read(name));
    }

    @Test
    void noNameIsNone() {
        assertThat(ShownText.name(null)).isNull();
    }

    @Test
    void longNamesAreCutBetweenCodePointsAndNeverEndInABlank() {
        assertThat(ShownText.name("😀".repeat(300))).isEqualTo("😀".repeat(200));
        assertThat(ShownText.name("a".repeat(199) + " b")).isEqualTo("a".repeat(199));
        assertThat(ShownText.name("a".repeat(198) + "  b")).isEqualTo("a".repeat(198) + " b");
    }

    @Test
    void emojiOfSeveralStayWhole() {
        assertThat(ShownText.name("👩‍💻 Ada")).isEqualTo("👩‍💻 Ada");
    }

    private static String read(String bracketed) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < bracketed.length() - 1; i++) {
            if (bracketed.charAt(i) == '~') {
                text.append((char) Integer.parseInt(bracketed.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append(bracketed.charAt(i));
            }
        }
        return text.toString();
    }
}
