package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people type, and what is hidden in it (`decisions.md` 5, 51, 52).
class TextRulesTest {
    private static final String TUNDE = "tunde@example.com";

    /// Fillers, variation selectors and format characters that keyboards and copied pages leave behind.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\r\n",
                "\u00a0\u2007\u202f",
                "\u200b",
                "\ufeff",
                "\u00ad",
                "\u3164",
                "\u115f\u1160",
                "\uffa0",
                "\u2800",
                "\ufe0f",
                "\udb40\udd00",
                "\u034f",
                "\u180e\u180b",
                "\u2060\u2065",
                "\u200e\u200f\u202e",
                "\u2028\u2029"
            })
    void whatCanNotBeSeenIsBlankAndNoPartOfAnEmail(String hidden) {
        assertThat(BlankText.isBlank(hidden)).isTrue();
        assertThat(BlankText.trim(hidden + hidden)).isEmpty();
        assertThat(EmailAddress.parse(hidden + TUNDE + hidden)).contains(TUNDE);
        if (!hidden.isEmpty()) {
            assertThat(EmailAddress.parse("tun" + hidden + "de@example.com")).isEmpty();
            assertThat(EmailAddress.parse("tunde@exam" + hidden + "ple.com")).isEmpty();
            assertThat(EmailAddress.parse("tunde@" + hidden + "example.com")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "₦", "0", "\u0301", "\ud83d\udc4d", "\ud83c\udff4\udb40\udc67\udb40\udc7f", "\u0000"})
    void whatCanBeSeenOrIsRefusedElsewhereIsNotBlank(String text) {
        assertThat(BlankText.isBlank(text)).isFalse();
        assertThat(BlankText.trim(" \u00a0" + text + "\u3000\n")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tunde@Example.COM",
                " tunde@example.com\u00a0",
                "\ufefftunde@example.com",
                "tunde@example.com\u200b\n"
            })
    void anAddressIsComparedWithoutWhatSurroundsIt(String text) {
        assertThat(EmailAddress.parse(text)).contains(TUNDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.c",
                "tunde.o+support@mail.example.co.uk",
                "o'brien_99@example.ng",
                "ọláṣubọ̀mí@ẹ̀kọ́.example",
                "user%tag@example.com",
                "-x-@example.com"
            })
    void addressesInUseAreTaken(String text) {
        assertThat(EmailAddress.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "tunde",
                "tunde@",
                "@example.com",
                "tunde@example",
                "mailto:tunde@example.com",
                "MAILTO:tunde@example.com",
                "<tunde@example.com>",
                "[tunde@example.com]",
                "tunde@example.com;",
                "tunde@example.com,a@b.c",
                "tunde@@example.com",
                "tunde@x@example.com",
                "tunde@example..com",
                "tunde@example.com.",
                "tunde@.example.com",
                "tun..de@example.com",
                ".tunde@example.com",
                "tunde.@example.com",
                "tun de@example.com",
                "\"tunde\"@example.com",
                "tunde\\@example.com",
                "tunde@[192.168.1.1]",
                "tunde@example.com\u0000",
                "tun\ud800de@example.com"
            })
    void everythingElseIsNoAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", " 1\n", "#1", "# 1 ", "\u00a0#\u200b1\ufeff"})
    void aNumberIsFoundWithinWhatIsWrittenAroundIt(String text) {
        assertThat(WrittenNumber.plain(text)).isEqualTo("1");
    }
}
