package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people write for a number, and search for it (`decisions.md` 7, 50).
class PhoneNumbersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    00234 803 123 4567            | +2348031234567
                    002348031234567               | +2348031234567
                    009234 803 123 4567           | +2348031234567
                    +08031234567                  | +2348031234567
                    +234 2348031234567            | +2348031234567
                    +234 (0) 803 123 4567         | +2348031234567
                    +2340803 1234567              | +2348031234567
                    234 0803 123 4567             | +2348031234567
                    8031234567                    | +2348031234567
                    08031234567 (WhatsApp)        | +2348031234567
                    0803 123 4567 [home]          | +2348031234567
                    0803_123_4567                 | +2348031234567
                    0803–123–4567                 | +2348031234567
                    0803\u00A0123\u00A04567       | +2348031234567
                    \u202A+2348031234567\u202C    | +2348031234567
                    ٠٨٠٣١٢٣٤٥٦٧                   | +2348031234567
                    tel:+2348031234567            | +2348031234567
                    08031234567.                  | +2348031234567
                    +44 7911 123456               | +447911123456
                    0044 7911 123456              | +447911123456
                    009 44 7911 123456            | +447911123456
                    0091 98123 45678              | +919812345678
                    """)
    void everySpellingOfANumberIsThatNumber(String text, String number) {
        assertThat(PhoneNumbers.e164(text)).contains(number);
        assertThat(PhoneNumbers.told(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08031234567, 08021234567",
                "08031234567 / 08021234567",
                "08031234567;08021234567",
                "08031234567 +2348021234567",
                "08031234567 (or 08021234567)",
                "0803 1234 56l7",
                "08031234567x",
                "08031234567 ext 5",
                "08031234567#5",
                "0803CALLNOW",
                "0800 123 4567 free",
                "0803123456",
                "112",
            })
    void whatIsNoNumberIsKeptAsItWasToldAndMarked(String text) {
        assertThat(PhoneNumbers.e164(text)).isEmpty();
        assertThat(PhoneNumbers.told(text)).contains(text + " (unverified)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0\u200B"})
    void whatShowsNothingIsNone(String text) {
        assertThat(PhoneNumbers.e164(text)).isEmpty();
        assertThat(PhoneNumbers.told(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08065557788",
                "0806 555 7788",
                "8065557788",
                "+234 806 555 7788",
                "234 0806 555 7788",
                "(0806) 555-7788",
                "00234 806 555 7788",
                "009234806555",
                "0806",
                "0806555",
                "080",
                "555 7788",
                "806.555",
                "7788",
                "٠٨٠٦٥٥٥٧٧٨٨",
                "08065557788 (WhatsApp)",
            })
    void aNumberIsSearchedByAnySpellingAndByItsBeginningAndEnd(String text) {
        PhoneSearch search = PhoneSearch.of(FoldedText.of(text)).orElseThrow();

        assertThat("+2348065557788")
                .satisfiesAnyOf(
                        number -> assertThat(search.beginnings()).anyMatch(number::startsWith),
                        number -> assertThat(number).contains(search.inside()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "08", "ada 0806", "ngn 50,000", "50.0", "a@0806.ng", "smi-2026-000094", "08065557788x"})
    void whatIsNoPartOfANumberIsNone(String text) {
        assertThat(PhoneSearch.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0803 1, +2348031", "0044 79, +4479", "+234 0803, +234803", "2340803, +234803", "234234803, +234803"})
    void theBeginningOfANumberIsThatOfItsE164Form(String text, String beginning) {
        assertThat(PhoneSearch.of(text).orElseThrow().beginnings()).isEqualTo(List.of(beginning));
    }
}
