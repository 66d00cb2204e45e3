package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is one text, however it was written (`decisions.md` 50).
class FoldedTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Okonkwo                 | okonkwo
                    Ọkọ́nkwọ́                 | okonkwo
                    Ọláyínká can’t log in   | olayinka can't log in
                    can`t can´t canʼt can＇t | can't can't can't can't
                    “Hi” „ho“ «he»          | "hi" "ho" "he"
                    NGN\u00A050,000.00       | ngn 50,000.00
                    TRX\u2011778899          | trx-778899
                    a\u2010b–c—d−e－f\u00ADg | a-b-c-d-e-fg
                    one\u2009two\u3000three  | one two three
                    pay\u200Bment\uFEFF      | payment
                    \u202Eabc                | abc
                    ＦＵＬＬ ｗｉｄｔｈ          | full width
                    ﬁnance №5 ①             | finance no5 1
                    ٠٨٠٦                    | 0806
                    Straße STRASSE          | strasse strasse
                    Ɗanjuma ƙasa Ɓauchi      | danjuma kasa bauchi
                    İstanbul ısı            | istanbul isi
                    ΣΊΣΥΦΟΣ                 | σισυφοσ
                    Йогурт                  | иогурт
                    مُحَمَّد                    | محمد
                    हिन्दी                      | हिन्दी
                    한글                     | 한글
                    😀 ₦500                  | 😀 ₦500
                    """)
    void oneFormForAll(String text, String folded) {
        assertThat(FoldedText.of(text)).isEqualTo(folded);
        assertThat(FoldedText.of(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(folded);
        assertThat(FoldedText.of(Normalizer.normalize(text, Normalizer.Form.NFC)))
                .isEqualTo(folded);
    }

    @Test
    void everyCharacterIsFoldedOnceAndForAllAndLeavesNoControl() {
        assertThat(IntStream.rangeClosed(0, 0x1FFFF)
                        .filter(codePoint -> {
                            String folded = FoldedText.of(Character.toString(codePoint));
                            return !FoldedText.of(folded).equals(folded)
                                    || folded.chars().anyMatch(Character::isISOControl);
                        })
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    @Test
    void aLineEndIsABlank() {
        assertThat(FoldedText.of("line\r\n\tend\u0001of\u0085it")).isEqualTo("line end of it");
    }

    @Property
    void foldingTwiceChangesNothing(@ForAll String text) {
        String folded = FoldedText.of(text);
        assertThat(FoldedText.of(folded)).isEqualTo(folded);
    }

    @Property
    void formsAndInvisibleCharactersMakeNoDifference(@ForAll @CharRange(from = ' ', to = '\u024F') String text) {
        String folded = FoldedText.of(text);
        assertThat(FoldedText.of(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(folded);
        assertThat(FoldedText.of(Normalizer.normalize(text, Normalizer.Form.NFC)))
                .isEqualTo(folded);
        assertThat(FoldedText.of("\u200D" + text + "\u200B")).isEqualTo(folded);
    }

    @Property
    void ofAsciiItIsLowerCase(@ForAll @CharRange(from = 'A', to = 'z') String text) {
        assertThat(FoldedText.of(text)).isEqualTo(text.toLowerCase(Locale.ROOT).replace('`', '\''));
    }

    @Test
    void whatIsPlainIsNotCopied() {
        String text = "i can't log in since 09:00 - please help";
        assertThat(FoldedText.of(text)).isSameAs(text);
    }
}
