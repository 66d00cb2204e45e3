package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// The rules of texts (`decisions.md` 4, 5), for any text at all. The seed is fixed: every build tries the same.
class TextsPropertyTest {
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
        if (Texts.fault("f", text, 0, 1000).isEmpty()) {
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(text).doesNotContain("\u0000");
        }
    }

    @Property(seed = SEED)
    void aFaultNamesItsField(@ForAll("anything") String text, @ForAll @IntRange(max = 10) int min) {
        Texts.fault("some_field", text, min, 15)
                .ifPresent(fault -> assertThat(fault).startsWith("some_field "));
    }

    @Property(seed = SEED)
    void aLengthCountsWhatIsSeenAndNotHowItIsStored(@ForAll("anything") String text) {
        assertThat(Texts.length("  " + text + "\n"))
                .isEqualTo(Texts.length(text))
                .isLessThanOrEqualTo(text.length());
        assertThat(Texts.fault("f", text, Texts.length(text), Texts.length(text))
                        .filter(fault -> fault.contains("between")))
                .isEmpty();
    }

    @Property(seed = SEED)
    void aPreviewIsABeginningThatCutsNoCharacter(@ForAll("anything") String text, @ForAll @IntRange(max = 45) int max) {
        String preview = Texts.first(max, text);

        assertThat(text).startsWith(preview);
        assertThat(preview.codePointCount(0, preview.length()))
                .isEqualTo(Math.min(max, text.codePointCount(0, text.length())));
        assertThat(Texts.first(max, preview)).isEqualTo(preview);
    }

    @Property(seed = SEED)
    void anEmailHasOneSpelling(@ForAll("anything") String text) {
        String email = Texts.email(text);

        assertThat(Texts.email(email)).isEqualTo(email);
        assertThat(Texts.email("\t" + text + " ")).isEqualTo(email);
        if (Texts.isEmail(email)) {
            assertThat(email)
                    .hasSizeLessThanOrEqualTo(254)
                    .containsOnlyOnce("@")
                    .doesNotContainAnyWhitespaces();
            assertThat(Texts.isEmail("x" + email) || email.length() == 254).isTrue();
        }
    }
}
