package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// The rules of texts (`decisions.md` 4, 5), for any text at all. The seed is fixed: every build tries the same.
class TextRulePropertyTest {
    private static final String SEED = "4711";

    /// Everything that a Java string may hold: halves of pairs and control characters too.
    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars(
                                '\ud83d', '\ude00', 'a', ' ', '\t', '\n', '\r', '\u0000', '\u0085', '\u00a0', 'ẹ',
                                '\u0300')
                        .ofMaxLength(20),
                Arbitraries.strings().alpha().withChars('@', '.', '-', ' ').ofMaxLength(300));
    }

    @Property(seed = SEED)
    void whatIsAcceptedSurvivesTheWireAndTheDatabase(@ForAll("anything") String text) {
        if (new TextRule(0, 1000).fault("f", text).isEmpty()) {
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(text).doesNotContain("\u0000");
        }
    }

    @Property(seed = SEED)
    void aFaultNamesItsField(@ForAll("anything") String text, @ForAll @IntRange(max = 10) int min) {
        new TextRule(min, 15)
                .fault("some_field", text)
                .ifPresent(fault -> assertThat(fault).startsWith("some_field "));
    }

    @Property(seed = SEED)
    void aLengthCountsWhatIsSeenAndNotHowItIsStored(@ForAll("anything") String text) {
        assertThat(TextRule.length("  " + text + "\n"))
                .isEqualTo(TextRule.length(text))
                .isLessThanOrEqualTo(text.length());
        assertThat(new TextRule(TextRule.length(text), TextRule.length(text))
                        .fault("f", text)
                        .filter(fault -> fault.contains("between")))
                .isEmpty();
    }

    @Property(seed = SEED)
    void anEmailHasOneSpelling(@ForAll("anything") String text) {
        String email = EmailAddress.normal(text);

        assertThat(EmailAddress.normal(email)).isEqualTo(email);
        assertThat(EmailAddress.normal("\t" + text + " ")).isEqualTo(email);
        if (EmailAddress.isAddress(email)) {
            assertThat(email)
                    .hasSizeLessThanOrEqualTo(254)
                    .containsOnlyOnce("@")
                    .doesNotContainAnyWhitespaces();
            assertThat(EmailAddress.isAddress("x" + email) || email.length() == 254)
                    .isTrue();
        }
    }
}
